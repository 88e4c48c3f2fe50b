package io.scanline.generate;

import io.scanline.generate.InjectedEvents.Injected;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One store played to the end, with everything that it told. */
final class Played implements TruthSink {
    record Line(String[] fields, int fileDay, SalesLine line) {}

    record Demand(ItemPlan item, int day, long wanted, long sold, double inStockShare) {}

    record Position(ItemPlan item, long epochSecond, long onHand) {}

    final List<Line> lines = new ArrayList<>();
    final List<Demand> demands = new ArrayList<>();
    final List<Position> positions = new ArrayList<>();
    final List<String> openOrders = new ArrayList<>();
    final Map<String, Long> impacts = new HashMap<>();
    final StoreSimulation simulation;
    long itemDays;
    int promotions;

    Played(Chain chain, int store) {
        simulation = new StoreSimulation(chain, chain.stores[store], this);
        for (int day = 0; day < chain.options.days(); day++) {
            simulation.play(day);
        }
        simulation.close();
    }

    @Override
    public void line(SalesLine line, int fileDay) {
        lines.add(new Line(LineFields.of(line), fileDay, line.copy()));
    }

    @Override
    public void demand(ItemPlan item, int day, long wanted, long sold, double inStockShare) {
        demands.add(new Demand(item, day, wanted, sold, inStockShare));
    }

    @Override
    public void traded(int itemsOnSale) {
        itemDays += itemsOnSale;
    }

    @Override
    public void position(ItemPlan item, long epochSecond, long onHand) {
        positions.add(new Position(item, epochSecond, onHand));
    }

    @Override
    public void openOrder(ItemPlan item, int dueDay, long quantity) {
        openOrders.add(item.id() + " on " + dueDay);
    }

    @Override
    public void price(ItemPlan item, int fromDay, int toDay, long price) {}

    @Override
    public void promotion(ItemPlan item, String id, LocalDate from, LocalDate to, long price, String kind) {
        promotions++;
    }

    @Override
    public void impact(Injected event, long money) {
        impacts.put(event.id(), money);
    }
}

package io.scanline.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.generate.GenerateOptions.Compression;
import io.scanline.generate.GenerateOptions.LogFormat;
import io.scanline.generate.SalesLine.Status;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoreSimulationTest {
    private static final GenerateOptions OPTIONS = new GenerateOptions(
            "unused", 14, 150, 70, LocalDate.of(2025, 1, 1), 300, 0.05, 3, LogFormat.CSV, Compression.NONE, 0);

    private final Chain chain = new Chain(OPTIONS);
    private final Played played = new Played(chain, 0);

    @Test
    void theSameOptionsGiveTheSameLines() {
        Played again = new Played(new Chain(OPTIONS), 0);

        assertThat(again.lines.stream().map(l -> String.join(",", text(l))))
                .containsExactlyElementsOf(played.lines.stream()
                        .map(l -> String.join(",", text(l)))
                        .toList());
    }

    @Test
    void whatArrivedIsSoldOrStillThere() {
        long sold = played.demands.stream().mapToLong(Played.Demand::sold).sum();
        StoreStock stock = played.simulation.stock();
        long left = LongStream.range(0, played.simulation.demand().items())
                .map(k -> stock.onHand((int) k))
                .sum();

        assertThat(sold).isPositive();
        assertThat(sold + left).isEqualTo(stock.arrived());
    }

    @Test
    void completedSalesInTheLogAreTheUnitsSold() {
        long inLog = played.lines.stream()
                .map(Played.Line::line)
                .filter(l -> l.status == Status.COMPLETED && !l.isReturn && !l.voided)
                .mapToLong(l -> l.quantity)
                .sum();

        assertThat(inLog)
                .isEqualTo(
                        played.demands.stream().mapToLong(Played.Demand::sold).sum());
    }

    @Test
    void onlyEmptyShelvesKeepDemandFromBeingMet() {
        for (Played.Demand demand : played.demands) {
            assertThat(demand.inStockShare()).isBetween(0.0, 1.0);
            if (demand.inStockShare() == 1) {
                assertThat(demand.sold()).isEqualTo(demand.wanted());
            }
            if (demand.inStockShare() == 0) {
                assertThat(demand.sold()).isZero();
            }
        }
    }

    @Test
    void shelvesRunEmptyOnAFewPercentOfItemDays() {
        double itemDays = 0;
        double outs = 0;
        double wanted = 0;
        double sold = 0;
        for (int store = 0; store < chain.stores.length; store++) {
            Played one = new Played(chain, store);
            itemDays += one.itemDays;
            outs += one.demands.stream().filter(d -> d.inStockShare() < 1).count();
            wanted += one.demands.stream().mapToLong(Played.Demand::wanted).sum();
            sold += one.demands.stream().mapToLong(Played.Demand::sold).sum();
        }
        assertThat(outs / itemDays).isBetween(0.02, 0.08);
        assertThat(sold / wanted).isBetween(0.9, 0.99);
    }

    @Test
    void stockPositionsAgreeWithTheInStockShare() {
        Map<String, Long> wentOut = new HashMap<>();
        played.positions.stream()
                .filter(p -> p.onHand() == 0)
                .forEach(p -> wentOut.merge(p.item().id() + p.epochSecond() / 86400, 1L, Long::sum));
        long begun = played.demands.stream()
                .filter(d -> d.inStockShare() > 0 && d.inStockShare() < 1)
                .count();

        assertThat(begun).isPositive();
        // closing positions of empty items stand at the last day's end as well
        assertThat((long) wentOut.size()).isGreaterThanOrEqualTo(begun);
    }

    @Test
    void aKeyComesOnce() {
        Set<String> keys = new HashSet<>();
        for (Played.Line line : played.lines) {
            SalesLine l = line.line();
            assertThat(keys.add(l.businessDay + "/" + l.register + "/" + l.transaction + "/" + l.lineNumber))
                    .isTrue();
        }
    }

    @Test
    void whatASupplierOwesOfAnItemIsOneOrderADay() {
        // deliveries that should have come on three days are all due tomorrow here
        GenerateOptions late = new GenerateOptions(
                "unused", 50, 500, 60, LocalDate.of(2025, 1, 1), 300, 0.05, 21, LogFormat.CSV, Compression.NONE, 0);
        assertThat(new Played(new Chain(late), 0).openOrders).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void amountsAgreeOnEveryLine() {
        for (Played.Line line : played.lines) {
            SalesLine l = line.line();
            assertThat(l.net).isEqualTo(l.gross - l.discount);
            assertThat(Math.abs(l.gross * 1000 - l.quantity * l.unitPrice)).isLessThanOrEqualTo(500);
        }
    }

    @Test
    void everySlipOfTheTradeOccurs() {
        Set<Status> seen = new HashSet<>();
        boolean voided = false;
        boolean returned = false;
        boolean weighed = false;
        boolean promoted = false;
        for (int store = 0; store < chain.stores.length; store++) {
            for (Played.Line line : new Played(chain, store).lines) {
                seen.add(line.line().status);
                voided |= line.line().voided;
                returned |= line.line().isReturn;
                weighed |= line.line().item.weighed();
                promoted |= line.line().discount > 0 && line.line().promotionId != null;
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Status.values());
        assertThat(voided && returned && weighed && promoted).isTrue();
    }

    private static String[] text(Played.Line line) {
        String[] text = line.fields().clone();
        for (int i = 0; i < text.length; i++) {
            text[i] = text[i] == null ? "" : text[i];
        }
        return text;
    }
}

package io.scanline.simulate;

import io.scanline.stats.DemandDistribution;
import io.scanline.stats.DemandOverInterval;
import io.scanline.stats.StockOutlook;

/**
 * What a policy knows on the morning of an order day, before the day's goods come and before the store opens: the stock that
 * last night left, the orders underway as they were promised, and demand up to yesterday.
 */
final class Morning {
    /** Days that the usual average is over. */
    static final int THIRTEEN_WEEKS = 91;

    /** A grid of about this many cells tells amounts apart well enough, and keeps a replay of a year fast. */
    private static final double CELLS = 400;

    private final ItemSeries series;
    private final RollingForecast forecast;
    private final int today;
    private final ShelfStock shelf;
    private final OpenOrders orders;
    private double step;
    private DemandDistribution demand;
    private StockOutlook stockAtDelivery;

    Morning(ItemSeries series, RollingForecast forecast, int today, ShelfStock shelf, OpenOrders orders) {
        this.series = series;
        this.forecast = forecast;
        this.today = today;
        this.shelf = shelf;
        this.orders = orders;
    }

    ItemSeries series() {
        return series;
    }

    Supply supply() {
        return series.supply();
    }

    int today() {
        return today;
    }

    ShelfStock shelf() {
        return shelf;
    }

    OpenOrders orders() {
        return orders;
    }

    /** The promised delivery of an order of today. */
    int delivery() {
        return series.calendar().deliveryOf(today);
    }

    /** The promised delivery of the next order that comes later: until then an order of today has to last. */
    int nextDelivery() {
        return series.calendar().deliveryAfter(today);
    }

    int daysToNextDelivery() {
        return nextDelivery() - today;
    }

    /** Units in stock and on order. */
    double position() {
        return Supply.units(shelf.onHand() + orders.total());
    }

    /** Mean demand of a day over the last thirteen weeks. */
    double average() {
        return series.meanDemand(today - THIRTEEN_WEEKS, today);
    }

    /** Standard deviation of a day's demand over the last thirteen weeks. */
    double deviation() {
        double mean = average();
        double squares = 0;
        int known = 0;
        for (int day = Math.max(series.first(), today - THIRTEEN_WEEKS); day < today; day++) {
            double off = series.demand()[day] - mean;
            if (!Double.isNaN(off)) {
                squares += off * off;
                known++;
            }
        }
        return known < 2 ? 0 : Math.sqrt(squares / (known - 1));
    }

    /** Demand between the delivery of an order of today and the next one, which may come early or late. */
    DemandDistribution demand() {
        if (demand == null) {
            demand = untilNextDelivery();
        }
        return demand;
    }

    private DemandDistribution untilNextDelivery() {
        double[] chances = series.calendar().latenessChances();
        int reach = chances.length / 2;
        DemandDistribution[] parts = new DemandDistribution[chances.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = between(delivery(), nextDelivery() + i - reach).distribution(step());
        }
        return parts.length == 1 ? parts[0] : DemandDistribution.mixture(chances, parts);
    }

    /** Demand over the days on which goods of today's order can be sold. */
    DemandDistribution shelfLifeDemand() {
        return between(delivery(), supply().lastDayOnSale(delivery()) + 1).distribution(step());
    }

    double expectedDemand(int from, int to) {
        return between(from, to).mean();
    }

    /**
     * The stock for the time from the delivery on without an order of today: demand that finds no stock is lost until then, and
     * what else comes before the next delivery is counted in.
     */
    StockOutlook stockAtDelivery() {
        if (stockAtDelivery == null) {
            stockAtDelivery = rolledToDelivery();
        }
        return stockAtDelivery;
    }

    private StockOutlook rolledToDelivery() {
        StockOutlook stock = StockOutlook.counted(Supply.units(shelf.onHand()), step());
        int soldUntil = today;
        for (int day = today; day < nextDelivery(); day++) {
            long arriving = orders.promisedFor(day, today);
            if (arriving > 0) {
                int until = Math.min(day, delivery());
                stock = sold(stock, soldUntil, until).after(Supply.units(arriving));
                soldUntil = until;
            }
        }
        return sold(stock, soldUntil, delivery());
    }

    private StockOutlook sold(StockOutlook stock, int from, int to) {
        DemandOverInterval demand = between(from, to);
        return demand.mean() > 0 ? stock.after(demand.distribution(step())) : stock;
    }

    /** Stock, losses and waste until a day if every day sells what is expected and every order comes as promised. */
    Projection expected(int from, int to) {
        return Projection.of(
                this, from, to, day -> Supply.of(forecast.mean(today, day)), day -> orders.promisedFor(day, today));
    }

    private DemandOverInterval between(int from, int to) {
        return forecast.between(today, from, to);
    }

    private double step() {
        if (step == 0) {
            int reach = series.calendar().latenessChances().length / 2;
            step = between(today, nextDelivery() + reach).step(series.step(), CELLS);
        }
        return step;
    }
}

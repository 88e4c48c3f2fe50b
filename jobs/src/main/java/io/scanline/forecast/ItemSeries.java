package io.scanline.forecast;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** What is known of one item in one store, by day counted from the first day of history. */
final class ItemSeries {
    static final float UNKNOWN = Float.NaN;

    private static final int FEW_SELLING_DAYS = 28;
    /** Share of its days from which on an item sells every day; it may be shut on Sundays. */
    private static final double MOST_DAYS = 0.8;
    /** A gram, where all days sell alike. */
    private static final double SMALLEST_PORTION = 0.001;

    private final String itemId;
    private final int days;
    private final boolean withMoney;
    private final BitSet promoted = new BitSet();
    private String department = "";
    private float[] demand;
    private float[] sold;
    private float[] money;
    private int firstDay = Integer.MAX_VALUE;
    private final BitSet censored = new BitSet();
    private double price = Double.NaN;
    private int priceDay = -1;
    private int listedFrom = Integer.MAX_VALUE;
    private int listedTo = Integer.MIN_VALUE;
    private int discontinuedOn = Integer.MAX_VALUE;
    private boolean weighed;
    private double portion;
    private ListPrices listPrices = ListPrices.none();
    private final Map<Integer, float[]> boosted = new HashMap<>();

    /** @param days of history; {@code withMoney} keeps what was paid by day as well */
    ItemSeries(String itemId, int days, boolean withMoney) {
        this.withMoney = withMoney;
        this.itemId = itemId;
        this.days = days;
    }

    /** A day with sales or a stock-out; {@code wanted} is NaN where nothing is known of the day's demand. */
    void day(int day, double wanted, double units, double paid, boolean isCensored) {
        if (demand == null) {
            demand = new float[days];
            sold = demand;
            money = withMoney ? new float[days] : null;
        }
        if (isCensored && sold == demand) {
            sold = demand.clone();
        }
        demand[day] = (float) wanted;
        sold[day] = (float) units;
        firstDay = Math.min(firstDay, day);
        censored.set(day, isCensored);
        if (!Double.isNaN(paid)) {
            if (withMoney) {
                money[day] = (float) (units * paid);
            }
            priceOn(day, paid);
        }
    }

    void product(String path, int discontinued, boolean isWeighed) {
        department = path;
        discontinuedOn = discontinued;
        weighed = isWeighed;
    }

    /** On the shelf plan of the store from a day until the day before another; the price may be NaN. */
    void listed(int from, int to, double listPrice) {
        listedFrom = Math.min(listedFrom, from);
        listedTo = Math.max(listedTo, to);
        if (!Double.isNaN(listPrice) && from < days) {
            priceOn(from, listPrice);
        }
    }

    void listPrice(int from, int to, double value, boolean own) {
        if (listPrices == ListPrices.none()) {
            listPrices = ListPrices.of(days);
        }
        listPrices.add(from, to, value, own);
    }

    /** What the boosted engine, with {@code history} days known, expects of day {@code h} of the horizon. */
    void boosted(int history, int h, double mean) {
        float[] before = boosted.getOrDefault(history, new float[0]);
        float[] all = Arrays.copyOf(before, Math.max(before.length, h + 1));
        Arrays.fill(all, before.length, all.length, UNKNOWN);
        all[h] = (float) mean;
        boosted.put(history, all);
    }

    /** NaN where the boosted engine said nothing. */
    double boosted(int history, int h) {
        float[] mean = boosted.get(history);
        return mean == null || h >= mean.length ? UNKNOWN : mean[h];
    }

    ListPrices listPrices() {
        return listPrices;
    }

    void promotion(int from, int to) {
        promoted.set(Math.max(0, from), Math.max(0, to));
    }

    void closed(int day) {
        if (demand != null && day < days) {
            if (sold == demand) {
                sold = demand.clone();
            }
            demand[day] = UNKNOWN;
        }
    }

    private void priceOn(int day, double value) {
        if (day >= priceDay) {
            priceDay = day;
            price = value;
        }
    }

    String itemId() {
        return itemId;
    }

    String department() {
        return department;
    }

    boolean weighed() {
        return weighed;
    }

    /**
     * What one customer takes: 1 unit, or for weighed items the weight that a slow day sells. Of what sells every day even a slow day
     * has many customers, and the days differ by no more than by as many portions as chance has. Demand counts in portions.
     */
    double portion() {
        if (!weighed || demand == null) {
            return 1;
        }
        if (portion == 0) {
            double[] sales = IntStream.range(0, days)
                    .mapToDouble(day -> sold[day])
                    .dropWhile(units -> !(units > 0))
                    .toArray();
            int daysOnSale = sales.length;
            sales = Arrays.stream(sales).filter(units -> units > 0).sorted().toArray();
            portion = sales.length == 0 ? 1 : sales[sales.length / 10];
            if (sales.length >= FEW_SELLING_DAYS && sales.length > MOST_DAYS * daysOnSale) {
                portion = Math.min(portion, Math.max(SMALLEST_PORTION, variance(sales) / mean(sales)));
            }
        }
        return portion;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }

    double price() {
        return price;
    }

    boolean promoted(int day) {
        return promoted.get(day);
    }

    boolean everPromoted() {
        return !promoted.isEmpty();
    }

    /** First day with sales or a stock-out; at or after {@code days} where there was none before. */
    int firstDay(int history) {
        return Math.min(firstDay, history);
    }

    /** Demand of one day, NaN where unknown. */
    double demand(int day) {
        return demand == null ? 0 : demand[day];
    }

    double sold(int day) {
        return sold == null ? 0 : sold[day];
    }

    /** Money paid over the {@code last} days before a day. */
    double moneyBefore(int history, int last) {
        double sum = 0;
        for (int day = Math.max(0, history - last); money != null && day < history; day++) {
            sum += money[day];
        }
        return sum;
    }

    /** Demand by day, and sales where demand is unknown: what forecasts are scored against. */
    float[] actual() {
        float[] actual = new float[days];
        for (int day = 0; day < days; day++) {
            actual[day] = (float) actual(day);
        }
        return actual;
    }

    double actual(int day) {
        double demand = demand(day);
        return Double.isNaN(demand) ? sold(day) : demand;
    }

    int censoredDays(int history) {
        return (int) censored.stream().takeWhile(day -> day < history).count();
    }

    /** Whether the item is to be forecast: not taken off the range, and either on the store's shelf plan or sold within {@code recent} days. */
    boolean active(int history, int recent) {
        if (discontinuedOn <= history) {
            return false;
        }
        if (listedFrom <= history && listedTo > history) {
            return true;
        }
        for (int day = history - 1; demand != null && day >= Math.max(0, history - recent); day--) {
            if (demand[day] != 0) {
                return true;
            }
        }
        return false;
    }

    boolean offRange(int day) {
        return day >= discontinuedOn;
    }
}

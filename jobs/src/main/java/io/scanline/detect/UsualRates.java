package io.scanline.detect;

/**
 * What usually comes with the sales of a series: returns, units returned, voids and discounts, by its four weeks before a day.
 */
record UsualRates(double returns, double unitsReturned, double voids, double discount) {
    private static final int DAYS = 28;
    /** A day counts at most as much as so many mean days. */
    private static final double MOST_DAYS = 3;

    /** @param ordinary by day: it tells what is usual */
    static UsualRates before(int day, HourSeries series, boolean[] ordinary) {
        double discountPerSales = rate(series, series.discount, series.sales, ordinary, day);
        return new UsualRates(
                rate(series, series.returns, series.sales, ordinary, day),
                rate(series, series.unitsReturned, series.sales, ordinary, day),
                rate(series, series.voids, series.transactions, ordinary, day),
                discountPerSales / (1 + discountPerSales));
    }

    /** In pairs, what there was in an hour and what usually is: returns, units returned, voids, discount. */
    double[] of(HourSeries series, int slot, double expected, double expectedTransactions) {
        double base = Math.max(series.sales[slot], expected);
        return new double[] {
            series.returns[slot],
            returns * base,
            series.unitsReturned[slot],
            unitsReturned * base,
            series.voids[slot],
            voids * Math.max(series.transactions[slot], expectedTransactions),
            series.discount[slot],
            discount * (series.sales[slot] + series.discount[slot])
        };
    }

    private static double rate(HourSeries series, double[] of, double[] by, boolean[] ordinary, int day) {
        double mean = 0;
        double base = 0;
        int days = 0;
        for (int past = Math.max(0, day - DAYS); past < day; past++) {
            if (ordinary[past]) {
                mean += series.total(of, past);
                base += series.total(by, past);
                days++;
            }
        }
        mean /= Math.max(1, days);
        double sum = 0;
        for (int past = Math.max(0, day - DAYS); past < day; past++) {
            if (ordinary[past]) {
                sum += Math.min(MOST_DAYS * mean, series.total(of, past));
            }
        }
        return base > 0 ? sum / base : 0;
    }
}

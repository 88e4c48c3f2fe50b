package io.scanline.simulate;

/**
 * What happened in a replay, added up. Quantities are whole ten-thousandths of a unit, so that
 * {@code opening + received = sold + wasted + closing} holds to the last one.
 */
final class Tally {
    private long opening;
    private long received;
    private long wanted;
    private long sold;
    private long wasted;
    private long closing;
    private long stockDays;
    private long days;
    private long orders;
    private long cycles;
    private long brokenCycles;
    private boolean cycleIsBroken;

    /** Counting begins with this much in stock. */
    static Tally from(long stock) {
        Tally tally = new Tally();
        tally.opening = stock;
        tally.closing = stock;
        return tally;
    }

    /** A new cycle begins, with or without an order. */
    void orderDay(boolean ordered) {
        orders += ordered ? 1 : 0;
        cycles++;
        cycleIsBroken = false;
    }

    /** @param left in stock at the end of the day */
    void day(long came, long want, long sale, long waste, long left) {
        days++;
        received += came;
        wanted += want;
        sold += sale;
        wasted += waste;
        stockDays += left;
        closing = left;
        // days before the first order day are no cycle's
        if (sale < want && cycles > 0 && !cycleIsBroken) {
            cycleIsBroken = true;
            brokenCycles++;
        }
    }

    void add(Tally other) {
        opening += other.opening;
        received += other.received;
        wanted += other.wanted;
        sold += other.sold;
        wasted += other.wasted;
        closing += other.closing;
        stockDays += other.stockDays;
        days += other.days;
        orders += other.orders;
        cycles += other.cycles;
        brokenCycles += other.brokenCycles;
    }

    long opening() {
        return opening;
    }

    long received() {
        return received;
    }

    long wanted() {
        return wanted;
    }

    long sold() {
        return sold;
    }

    long lost() {
        return wanted - sold;
    }

    long wasted() {
        return wasted;
    }

    long closing() {
        return closing;
    }

    /** Stock at the end of each day, added over the days. */
    long stockDays() {
        return stockDays;
    }

    long days() {
        return days;
    }

    long orders() {
        return orders;
    }

    /** Times from one order day to the next. */
    long cycles() {
        return cycles;
    }

    /** Cycles in which no demand was lost. */
    long fullCycles() {
        return cycles - brokenCycles;
    }

    double fillRate() {
        return wanted == 0 ? 1 : (double) sold / wanted;
    }
}

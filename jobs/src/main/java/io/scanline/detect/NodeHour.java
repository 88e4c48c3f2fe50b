package io.scanline.detect;

import java.sql.Date;
import java.sql.Timestamp;
import org.apache.spark.sql.Row;

/**
 * One hour of a node and department; amounts in the currency.
 *
 * @param start epoch seconds
 * @param day epoch day
 * @param sums by column of {@link HourSchema#SUMS}
 * @param validFrom epoch second from which on this was known; 0: since the hour was over
 * @param validTo until then
 */
record NodeHour(
        long start, int day, int weeks, int storesLate, double surprise, double[] sums, long validFrom, long validTo) {
    private static final int SECONDS = 3600;

    static NodeHour of(Row row) {
        return of(row, 0, Long.MAX_VALUE);
    }

    static NodeHour ofReplay(Row row) {
        return of(row, row.<Long>getAs(HourSchema.VALID_FROM), row.<Long>getAs(HourSchema.VALID_TO));
    }

    private static NodeHour of(Row row, long validFrom, long validTo) {
        double[] sums = new double[HourSchema.SUMS.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = row.<Long>getAs(HourSchema.SUMS[i]) / HourSchema.UNIT;
        }
        return new NodeHour(
                row.<Timestamp>getAs(HourSchema.HOUR).toInstant().getEpochSecond(),
                (int) row.<Date>getAs(HourSchema.LOCAL_DATE).toLocalDate().toEpochDay(),
                row.<Integer>getAs(HourSchema.WEEKS),
                row.<Long>getAs(Nodes.STORES_LATE).intValue(),
                row.<Double>getAs(HourSchema.SURPRISE),
                sums,
                validFrom,
                validTo);
    }

    long end() {
        return start + SECONDS;
    }

    /** Whether this is what one knew of the hour at a moment. */
    boolean isKnownAt(long moment) {
        return end() <= moment && validFrom <= moment && moment < validTo;
    }

    /** Whether what one knew of the hour changed after one moment and until another. */
    boolean changed(long after, long until) {
        return isBetween(end(), after, until) || isBetween(validFrom, after, until) || isBetween(validTo, after, until);
    }

    private static boolean isBetween(long moment, long after, long until) {
        return moment > after && moment <= until;
    }
}

package io.scanline.detect;

import io.scanline.table.Types;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One window of one node that was tested: how much there was, how much was expected, how far apart they are.
 *
 * @param from first hour of the window, epoch seconds
 * @param to end of its last hour
 * @param lastDay local day of the last hour, as {@code day} is that of the first
 * @param actual sum of the metric, as {@code expected}
 * @param deviation usual deviation of such a window
 * @param money unusual money: what is missing or more than expected, signed
 * @param dayMoney mean day's sales of the whole entity
 * @param opensDay it reaches the first trading hours of its day
 * @param closesDay it reaches the last ones
 */
record Finding(
        String level,
        String entity,
        String region,
        String country,
        String zone,
        String currency,
        String department,
        Kind kind,
        LocalDate day,
        LocalDate lastDay,
        long from,
        long to,
        double actual,
        double expected,
        double deviation,
        double z,
        double p,
        double q,
        double money,
        double dayMoney,
        double sales,
        double expectedSales,
        double transactions,
        double expectedTransactions,
        double completeness,
        double coldStartWeight,
        int weeks,
        boolean opensDay,
        boolean closesDay) {

    static final String KIND = "kind";
    static final String DAY = "day";
    static final String FROM = "window_start";
    static final String TO = "window_end";
    static final String ACTUAL = "actual";
    static final String EXPECTED = "expected";
    static final String P = "p";
    static final String Q = "q_value";
    static final String MONEY = "money";
    static final String DAY_MONEY = "day_money";

    static final StructType SCHEMA = new StructType()
            .add(Nodes.LEVEL, Types.STRING, false)
            .add(Nodes.ENTITY, Types.STRING, false)
            .add(HourSchema.REGION, Types.STRING, false)
            .add(HourSchema.COUNTRY, Types.STRING, false)
            .add(HourSchema.ZONE, Types.STRING, false)
            .add(HourSchema.CURRENCY, Types.STRING, false)
            .add(HourSchema.DEPARTMENT, Types.STRING, false)
            .add(KIND, Types.STRING, false)
            .add(DAY, Types.DATE, false)
            .add("last_day", Types.DATE, false)
            .add(FROM, Types.TIMESTAMP, false)
            .add(TO, Types.TIMESTAMP, false)
            .add(ACTUAL, Types.DOUBLE, false)
            .add(EXPECTED, Types.DOUBLE, false)
            .add("deviation", Types.DOUBLE, false)
            .add("z", Types.DOUBLE, false)
            .add(P, Types.DOUBLE, false)
            .add(Q, Types.DOUBLE, false)
            .add(MONEY, Types.DOUBLE, false)
            .add(DAY_MONEY, Types.DOUBLE, false)
            .add("sales", Types.DOUBLE, false)
            .add("expected_sales", Types.DOUBLE, false)
            .add("transactions", Types.DOUBLE, false)
            .add("expected_transactions", Types.DOUBLE, false)
            .add("completeness", Types.DOUBLE, false)
            .add("cold_start_weight", Types.DOUBLE, false)
            .add("weeks", Types.INT, false)
            .add("opens_day", Types.BOOLEAN, false)
            .add("closes_day", Types.BOOLEAN, false);

    Row row() {
        return RowFactory.create(
                level,
                entity,
                region,
                country,
                zone,
                currency,
                department,
                kind.name(),
                Date.valueOf(day),
                Date.valueOf(lastDay),
                Timestamp.from(Instant.ofEpochSecond(from)),
                Timestamp.from(Instant.ofEpochSecond(to)),
                actual,
                expected,
                deviation,
                z,
                p,
                q,
                money,
                dayMoney,
                sales,
                expectedSales,
                transactions,
                expectedTransactions,
                completeness,
                coldStartWeight,
                weeks,
                opensDay,
                closesDay);
    }

    static Finding of(Row row) {
        int i = 0;
        return new Finding(
                row.getString(i++),
                row.getString(i++),
                row.getString(i++),
                row.getString(i++),
                row.getString(i++),
                row.getString(i++),
                row.getString(i++),
                Kind.valueOf(row.getString(i++)),
                row.getDate(i++).toLocalDate(),
                row.getDate(i++).toLocalDate(),
                row.getTimestamp(i++).toInstant().getEpochSecond(),
                row.getTimestamp(i++).toInstant().getEpochSecond(),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getDouble(i++),
                row.getInt(i++),
                row.getBoolean(i++),
                row.getBoolean(i));
    }

    int direction() {
        return actual >= expected ? 1 : -1;
    }

    /** Actual against expected, a fraction; NaN where nothing was expected. */
    double change() {
        return expected > 0 ? actual / expected - 1 : Double.NaN;
    }

    /**
     * Both windows as one, where the other follows on the next trading day. Deviations add as those of independent days do.
     */
    Finding with(Finding next) {
        double spread = Math.hypot(deviation, next.deviation);
        double weight = next.expectedSales + expectedSales > 0
                ? next.expectedSales / (next.expectedSales + expectedSales)
                : 0.5;
        double together = (actual + next.actual - expected - next.expected) / spread;
        return new Finding(
                level,
                entity,
                region,
                country,
                zone,
                currency,
                department,
                kind,
                day,
                next.lastDay,
                from,
                next.to,
                actual + next.actual,
                expected + next.expected,
                spread,
                Math.abs(together) > Math.abs(z) ? together : z,
                Math.min(p, next.p),
                Math.min(q, next.q),
                money + next.money,
                Math.max(dayMoney, next.dayMoney),
                sales + next.sales,
                expectedSales + next.expectedSales,
                transactions + next.transactions,
                expectedTransactions + next.expectedTransactions,
                completeness * (1 - weight) + next.completeness * weight,
                Math.max(coldStartWeight, next.coldStartWeight),
                Math.max(weeks, next.weeks),
                opensDay,
                next.closesDay);
    }
}

package io.scanline.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_seconds;

import io.scanline.calendar.ZoneOffsets;
import io.scanline.table.TrendComparisons;
import io.scanline.table.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * From sums beside the sums of their bases to the table's rows: one a metric, with base, difference, rule, note and confidence.
 * A row at a time and not by Spark's columns: those of six metrics and four bases make code so long that it runs interpreted.
 *
 * @param firstDay first local day with data of any store
 */
record Trends(LocalDate firstDay) implements FlatMapFunction<Row, Row> {
    private static final double GOOD = 0.95;
    private static final double FAIR = 0.8;

    /** The table's rows with times as epoch seconds, which cost a fraction of what timestamps do. */
    private static final StructType SCHEMA =
            new StructType(Stream.of(TrendComparisons.TABLE.rowSchema().fields())
                    .map(field -> field.dataType().equals(Types.TIMESTAMP)
                            ? new StructField(field.name(), Types.LONG, field.nullable(), field.metadata())
                            : field)
                    .toArray(StructField[]::new));

    static Dataset<Row> of(Dataset<Row> populations, LocalDate firstDay) {
        return populations
                .select(LevelPeriod.columns())
                .flatMap(new Trends(firstDay), Encoders.row(SCHEMA))
                .select(asTable());
    }

    private static Column[] asTable() {
        return Stream.of(TrendComparisons.TABLE.rowSchema().fields())
                .map(field -> field.dataType().equals(Types.TIMESTAMP)
                        ? timestamp_seconds(col(field.name())).as(field.name())
                        : col(field.name()))
                .toArray(Column[]::new);
    }

    @Override
    public Iterator<Row> call(Row row) {
        LevelPeriod period = LevelPeriod.of(row);
        List<String> notes = MatchNotes.of(period, firstDay);
        String rule = MatchNotes.rule(period);
        Double completeness = period.completeness();
        double baseCompleteness = period.baseCompleteness();
        List<Row> rows = new ArrayList<>();
        for (Metric metric : Metric.ALL) {
            Trend trend = Trend.of(metric, period);
            boolean isTold = trend != null && (trend.isBased() || period.comparison() != Comparison.FORECAST);
            if (isTold) {
                rows.add(RowFactory.create(
                        period.level(),
                        period.entity(),
                        period.department(),
                        period.start(),
                        period.kind().name(),
                        metric.label(),
                        period.comparison().name(),
                        period.population(),
                        period.currency(),
                        trend.actual(),
                        trend.base(),
                        trend.delta(),
                        trend.pct(),
                        trend.index(),
                        before(period, period.start(), trend.farthest()),
                        before(period, period.endSecond(), trend.nearest()),
                        trend.points(),
                        rule,
                        MatchNotes.note(notes, period.comparison(), trend.points()),
                        period.elapsed(),
                        period.storesIn(),
                        period.storesExcluded(),
                        period.currencyMode(),
                        completeness,
                        trend.isBased() ? baseCompleteness : null,
                        confidence(period, trend, completeness, baseCompleteness)));
            }
        }
        return rows.iterator();
    }

    /** A time of the period so many local days earlier, as an epoch second; null without days, or where the clock skips it. */
    private static Long before(LevelPeriod period, long time, Integer days) {
        if (days == null) {
            return null;
        }
        if (!period.isHour()) {
            return time - (long) days * LevelPeriod.SECONDS_OF_DAY;
        }
        LocalDateTime local = ZoneOffsets.localTime(Instant.ofEpochSecond(time), period.zone())
                .minusDays(days);
        return ZoneOffsets.instantsOf(local, period.zone()).stream()
                .findFirst()
                .map(Instant::getEpochSecond)
                .orElse(null);
    }

    private String confidence(LevelPeriod period, Trend trend, Double completeness, double baseCompleteness) {
        if (!trend.isBased()) {
            return "NONE";
        }
        if (period.isCutOff(firstDay)) {
            return "LOW";
        }
        double least = completeness == null ? baseCompleteness : Math.min(completeness, baseCompleteness);
        boolean whole = period.elapsed() == 1 && !MatchNotes.fewPoints(period.comparison(), trend.points());
        if (whole && least >= GOOD) {
            return "HIGH";
        }
        return least >= FAIR ? "MEDIUM" : "LOW";
    }
}

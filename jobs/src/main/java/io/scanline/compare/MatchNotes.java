package io.scanline.compare;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_interval;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.calendar.StoreLevels;
import io.scanline.table.TrendComparisons;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How the base of each row was chosen, and what is unusual about it, in words. */
final class MatchNotes {
    /** Whether the base starts before the first day that has data, so that it is not whole. */
    static final String CUT_OFF = "cut_off";

    private static final String NOTES = "notes";
    private static final int LONG_YEAR = 53;

    private MatchNotes() {}

    /** Says what the clocks did to an hour or to its bases, what the calendars did, and where a period is not over. */
    static Dataset<Row> add(Dataset<Row> rows, LocalDate firstDay) {
        Column local = CalendarColumns.localTime(col(TrendComparisons.PERIOD_START), col(StoreLevels.ZONE));
        Column hour = PeriodKind.HOUR.isThis();
        List<Column> notes = new ArrayList<>();
        notes.add(when(
                hour.and(shownTwice(local)),
                "the clocks went back: this hour was shown twice, and both have the same base"));
        for (int side = 1; side <= Comparison.MOST_SIDES; side++) {
            // of thirteen weeks, the nearest
            int place = side;
            Column usual = Comparison.each(comparison -> lit(comparison.usualDays(place)));
            Column before = coalesce(col(Populations.at(side, Pairs.NEAREST)), usual);
            Column base = local.minus(Trends.days(before));
            Column skipped = CalendarColumns.instantOf(base, col(StoreLevels.ZONE))
                    .isNull()
                    .and(base.isNotNull());
            notes.add(when(
                    hour.and(skipped),
                    concat(
                            lit("the clocks went forward: no such hour on "),
                            to_date(base).cast("string"))));
            notes.add(when(
                    hour.and(shownTwice(base)),
                    concat(
                            lit("the clocks went back: the hour was shown twice on "),
                            to_date(base).cast("string"),
                            lit(", its first showing is the base"))));
        }
        notes.add(when(
                hour.equalTo(false)
                        .and(Comparison.LAST_YEAR_RETAIL.isThis())
                        .and(CalendarColumns.retailWeek(
                                        col(TrendComparisons.PERIOD_START).cast("date"))
                                .equalTo(LONG_YEAR)),
                "a 53rd week: the retail year before had none"));
        notes.add(when(
                hour.equalTo(false)
                        .and(Comparison.LAST_YEAR_HOLIDAY.isThis())
                        .and(col(Populations.at(1, Pairs.FARTHEST)).notEqual(HolidayMatches.YEAR)),
                concat(
                        col(Populations.at(1, Pairs.FARTHEST)).cast("string"),
                        lit(" days before, where the same holidays are, or none"))));
        notes.add(when(
                Comparison.FORECAST.isThis(),
                concat(lit("forecast as of "), col(ForecastOrigins.AS_OF).cast("string"))));
        notes.add(when(col(CUT_OFF), "sales begin on " + firstDay + ": the base is not whole"));
        notes.add(when(
                col(TrendComparisons.ELAPSED_FRACTION).lt(1),
                "the period is not over: the base covers the same elapsed part"));
        return rows.withColumn(NOTES, concat_ws("; ", notes.toArray(Column[]::new)));
    }

    private static Column shownTwice(Column local) {
        Column zone = col(StoreLevels.ZONE);
        Column first = CalendarColumns.instantOf(local, zone);
        Column hour = make_interval(lit(0), lit(0), lit(0), lit(0), lit(1));
        return coalesce(CalendarColumns.localTime(first.plus(hour), zone).equalTo(local), lit(false));
    }

    /** Of bases that are one period; one of several weeks says how many it has. */
    static Column isCutOff(LocalDate firstDay) {
        Column baseStart =
                date_sub(col(TrendComparisons.PERIOD_START).cast("date"), col(Populations.at(1, Pairs.FARTHEST)));
        Column onePeriod = Comparison.each(comparison -> lit(comparison.points() == 1));
        return coalesce(
                PeriodKind.HOUR.isThis().equalTo(false).and(onePeriod).and(baseStart.lt(lit(Date.valueOf(firstDay)))),
                lit(false));
    }

    /** Whether some, and not all, of the weeks that the comparison asks for have a base. */
    static Column fewPoints() {
        return col(TrendComparisons.BASE_POINTS).between(lit(1), points().minus(1));
    }

    private static Column points() {
        return Comparison.each(comparison -> lit(comparison.points()));
    }

    /** What {@link #add} found, and how many weeks have a base where some have none; null for nothing. */
    static Column note() {
        Column weeks = concat(
                col(TrendComparisons.BASE_POINTS).cast("string"),
                lit(" of "),
                points().cast("string"),
                lit(" weeks have a base"));
        return nullif(concat_ws("; ", nullif(col(NOTES), lit("")), when(fewPoints(), weeks)), lit(""));
    }

    static Column rule() {
        Column rule = Comparison.each(comparison -> {
            List<Column> kinds = new ArrayList<>();
            comparison.kinds().forEach(kind -> kinds.addAll(List.of(lit(kind.name()), lit(comparison.rule(kind)))));
            return element_at(map(kinds.toArray(Column[]::new)), col(StorePeriods.KIND));
        });
        Column likeForLike = col(TrendComparisons.POPULATION).equalTo(Populations.LIKE_FOR_LIKE);
        return when(likeForLike.and(Comparison.FORECAST.isThis()), concat(rule, lit("; stores long open that traded")))
                .when(likeForLike, concat(rule, lit("; stores long open that traded on both")))
                .otherwise(rule);
    }
}

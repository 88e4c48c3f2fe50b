package io.scanline.compare;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.calendar.RetailCalendar;
import io.scanline.table.GrowthBridges;
import io.scanline.table.Types;
import java.sql.Date;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The bridges of retail months, quarters and years: every part is the sum of the weeks' parts, so it adds up as theirs do, and a
 * store counts as new or like for like in each week by that week's base.
 */
final class BridgeSums {
    private static final String KIND_OF_SUM = "kind_of_sum";
    private static final String START_OF_SUM = "start_of_sum";
    private static final StructType MEMBERS = new StructType()
            .add(GrowthBridges.PERIOD_START, Types.DATE)
            .add(KIND_OF_SUM, Types.STRING)
            .add(START_OF_SUM, Types.DATE);

    /** A longer period, by kind and first day. */
    private record Span(String kind, LocalDate start) {
        static Stream<Span> of(LocalDate week) {
            return Stream.of(
                    new Span(GrowthBridges.RETAIL_PERIOD, RetailCalendar.periodStart(week)),
                    new Span(GrowthBridges.RETAIL_QUARTER, RetailCalendar.quarterStart(week)),
                    new Span(GrowthBridges.RETAIL_YEAR, RetailCalendar.yearStart(week)));
        }
    }

    private final Set<Span> spans;
    private final Set<Integer> years;

    private BridgeSums(Set<Span> spans, Set<Integer> years) {
        this.spans = spans;
        this.years = years;
    }

    /** @param changed Sundays of the weeks whose bridges changed */
    static BridgeSums with(Set<LocalDate> changed) {
        return new BridgeSums(
                changed.stream().flatMap(Span::of).collect(Collectors.toCollection(HashSet::new)),
                changed.stream().map(week -> RetailCalendar.weekOf(week).year()).collect(Collectors.toSet()));
    }

    /** Rows of the longer periods that have one of the weeks. */
    Column isSum() {
        Map<String, Set<LocalDate>> starts = spans.stream()
                .collect(Collectors.groupingBy(
                        Span::kind, Collectors.mapping(Span::start, Collectors.toCollection(TreeSet::new))));
        return starts.entrySet().stream()
                .map(kind -> col(GrowthBridges.PERIOD_KIND)
                        .equalTo(kind.getKey())
                        .and(CalendarColumns.onDays(col(GrowthBridges.PERIOD_START), kind.getValue())))
                .reduce(lit(false), Column::or);
    }

    /** Rows of weeks that the sums are made of. */
    Column isPart() {
        return col(GrowthBridges.PERIOD_KIND)
                .equalTo(GrowthBridges.WEEK)
                .and(years.stream()
                        .map(year -> CalendarColumns.within(
                                col(GrowthBridges.PERIOD_START),
                                RetailCalendar.yearStart(year),
                                RetailCalendar.yearStart(year + 1)))
                        .reduce(lit(false), Column::or));
    }

    /** @param weeks rows of growth_bridges of kind WEEK, all of the sums' weeks that are over */
    Dataset<Row> of(Dataset<Row> weeks) {
        Dataset<Row> members = weeks.sparkSession().createDataFrame(members(), MEMBERS);
        Column[] sums = Stream.of(GrowthBridges.TABLE.rowSchema().fieldNames())
                .filter(name -> !GrowthBridges.TABLE.key().contains(name))
                .map(name -> summed(name).as(name))
                .toArray(Column[]::new);
        return weeks.join(broadcast(members), GrowthBridges.PERIOD_START)
                .groupBy(
                        col(GrowthBridges.LEVEL),
                        col(GrowthBridges.ENTITY),
                        col(KIND_OF_SUM).as(GrowthBridges.PERIOD_KIND),
                        col(START_OF_SUM).as(GrowthBridges.PERIOD_START))
                .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length));
    }

    /** A row for each week and each of the longer periods that it is in. */
    private List<Row> members() {
        List<Row> members = new ArrayList<>();
        for (int year : years) {
            RetailCalendar.yearStart(year)
                    .datesUntil(RetailCalendar.yearStart(year + 1), Period.ofWeeks(1))
                    .forEach(week -> Span.of(week)
                            .filter(spans::contains)
                            .forEach(span -> members.add(
                                    RowFactory.create(Date.valueOf(week), span.kind(), Date.valueOf(span.start())))));
        }
        return members;
    }

    private static Column summed(String name) {
        if (name.equals(GrowthBridges.BASE_START)) {
            return min(name);
        }
        if (GrowthBridges.STORES.contains(name)) {
            return max(name);
        }
        if (name.equals(GrowthBridges.WEEKS)) {
            // a row of before there were sums does not say that it is one week
            return sum(coalesce(col(name), lit(1L)));
        }
        // where one week's lines were let go, the sum is not known either
        return BridgeStores.money(when(count(col(name)).equalTo(count(lit(1))), sum(name)));
    }
}

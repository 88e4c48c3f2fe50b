package io.scanline.compare;

import io.scanline.table.Types;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** To which periods each day and each retail week contributes, and as which side of the comparison: calendar, no sales. */
final class Matches {
    static final String WHOLE_WEEK = "whole_week";
    static final String COUNTRY = "of_country";
    static final String BASE_DAY = "base_day";
    static final String SIDE = "side";
    /** The bit of the point in its side's number of points. */
    static final String BIT = "bit";

    static final String TARGET_DAY = "target_day";
    /** ARRAY of STRUCT: {@link #KIND}, {@link #START} and {@link #END}. */
    static final String PERIODS = "periods";

    static final String KIND = "of_kind";
    static final String START = "first_day";
    /** The day after the last. */
    static final String END = "end_day";

    private static final int DAYS_OF_WEEK = 7;
    private static final StructType SCHEMA = new StructType()
            .add(WHOLE_WEEK, DataTypes.BooleanType, false)
            .add(COUNTRY, Types.STRING, false)
            .add(BASE_DAY, Types.DATE, false)
            .add(SIDE, Types.STRING, false)
            .add(BIT, Types.INT, false)
            .add(TARGET_DAY, Types.DATE, false)
            .add(
                    PERIODS,
                    new ArrayType(
                            new StructType()
                                    .add(KIND, Types.STRING, false)
                                    .add(START, Types.DATE, false)
                                    .add(END, Types.DATE, false),
                            false),
                    false);

    private final BaseDays bases;
    private final Map<Match, EnumSet<PeriodKind>> kinds = new LinkedHashMap<>();

    private record Match(boolean wholeWeek, String country, LocalDate base, Side side, int point, LocalDate target) {}

    private Matches(BaseDays bases) {
        this.bases = bases;
    }

    static Matches of(Targets targets, BaseDays bases) {
        Matches matches = new Matches(bases);
        for (LocalDate day : targets.days()) {
            matches.add(PeriodKind.DAY, day, day.plusDays(1));
            if (targets.hours().days().contains(day)) {
                matches.add(PeriodKind.HOUR, day, day.plusDays(1));
            }
        }
        targets.weeks().forEach(sunday -> matches.add(PeriodKind.WEEK, sunday, sunday.plusDays(1)));
        targets.ofDays()
                .forEach((kind, starts) -> starts.forEach(start -> matches.add(
                        kind, start, earlier(kind.end(start), targets.lastDay().plusDays(1)))));
        return matches;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private void add(PeriodKind kind, LocalDate from, LocalDate until) {
        for (Side side : sides(kind)) {
            for (String country : bases.countries(side)) {
                for (int point = 0; point < side.points(); point++) {
                    for (LocalDate day = from; day.isBefore(until); day = day.plusDays(1)) {
                        add(kind, side, point, country, day);
                    }
                }
            }
        }
    }

    private void add(PeriodKind kind, Side side, int point, String country, LocalDate day) {
        boolean week = kind == PeriodKind.WEEK;
        OptionalInt before = week ? bases.ofWeek(side, point, country, day) : bases.ofDay(side, point, country, day);
        if (before.isPresent()) {
            kinds.computeIfAbsent(
                            new Match(week, country, day.minusDays(before.getAsInt()), side, point, day),
                            none -> EnumSet.noneOf(PeriodKind.class))
                    .add(kind);
        }
    }

    private static Set<Side> sides(PeriodKind kind) {
        Set<Side> sides = EnumSet.of(Side.NOW);
        for (Comparison comparison : Comparison.values()) {
            if (comparison.kinds().contains(kind)) {
                sides.addAll(comparison.sides());
            }
        }
        return sides;
    }

    /** Days whose departments are compared, themselves or as a base. */
    Set<LocalDate> daysOfDepartments() {
        return days(EnumSet.of(PeriodKind.DAY, PeriodKind.WEEK));
    }

    /** Days of which all departments together are needed. */
    Set<LocalDate> days() {
        return days(EnumSet.allOf(PeriodKind.class));
    }

    /** Days whose hours are compared, themselves or as a base. */
    Set<LocalDate> daysOfHours() {
        return days(EnumSet.of(PeriodKind.HOUR));
    }

    private Set<LocalDate> days(Set<PeriodKind> wanted) {
        Set<LocalDate> days = new TreeSet<>();
        kinds.forEach((match, of) -> {
            if (of.stream().anyMatch(wanted::contains)) {
                match.base()
                        .datesUntil(match.base().plusDays(match.wholeWeek() ? DAYS_OF_WEEK : 1))
                        .forEach(days::add);
            }
        });
        return days;
    }

    /** One row a base day or week, side, point and target; a few dozen for each day to compare. */
    Dataset<Row> rows(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        kinds.forEach((match, of) -> rows.add(RowFactory.create(
                match.wholeWeek(),
                match.country(),
                Date.valueOf(match.base()),
                match.side().name(),
                1 << match.point(),
                Date.valueOf(match.target()),
                of.stream().map(kind -> period(kind, match.target())).toArray(Row[]::new))));
        return spark.createDataFrame(rows, SCHEMA);
    }

    private static Row period(PeriodKind kind, LocalDate day) {
        LocalDate start = kind.start(day);
        return RowFactory.create(kind.name(), Date.valueOf(start), Date.valueOf(kind.end(start)));
    }
}

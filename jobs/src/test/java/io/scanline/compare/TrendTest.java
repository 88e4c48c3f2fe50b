package io.scanline.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendTest {
    private static final int ONE = StorePeriods.SCALE;
    private static final SideSums NONE = side(null, null, 0, null, null);

    @Test
    void ofSeveralPeriodsThatWereAddedUpTheMeanCounts() {
        Trend trend =
                Trend.of(Metric.TRANSACTIONS, day(Comparison.MEAN_13_WEEKS, side(10, 30), side(20, 40, 3, 7, 28)));

        assertThat(trend.actual()).isEqualByComparingTo("30");
        assertThat(trend.base()).isEqualTo(new BigDecimal("13.3333"));
        assertThat(trend.points()).isEqualTo(3);
        assertThat(trend.nearest()).isEqualTo(7);
        assertThat(trend.farthest()).isEqualTo(28);
    }

    @ParameterizedTest
    @CsvSource({"'10', 10", "'10,40', 25", "'40,10,30', 30", "'5,5.0001', 5.0001", "'1,2,10,20', 6"})
    void theBaseIsTheMedianOfThoseThatAreThere(String sales, BigDecimal median) {
        SideSums[] bases = Stream.concat(
                        Stream.of(sales.split(",")).map(each -> side(new BigDecimal(each), 1)), Stream.of(NONE))
                .toArray(SideSums[]::new);
        Trend trend = Trend.of(Metric.NET_SALES, day(Comparison.MEDIAN_4_WEEKS, side(10, 1), bases));

        assertThat(trend.base()).isEqualByComparingTo(median);
        assertThat(trend.points()).isEqualTo(bases.length - 1);
    }

    @Test
    void aBaseOfNothingHasADifferenceAndNoIndex() {
        Trend trend = Trend.of(Metric.NET_SALES, day(Comparison.LAST_YEAR_364, side(10, 1), side(0, 1)));

        assertThat(trend.delta()).isEqualByComparingTo("10");
        assertThat(trend.pct()).isNull();
        assertThat(trend.index()).isNull();
    }

    @Test
    void whatThePeriodDoesNotHaveIsNotCompared() {
        assertThat(Trend.of(Metric.BASKET_VALUE, day(Comparison.LAST_YEAR_364, side(0, 0), side(10, 2))))
                .isNull();
    }

    @Test
    void aRatioIsThatOfSums() {
        Trend trend = Trend.of(Metric.BASKET_VALUE, day(Comparison.LAST_YEAR_364, side(10, 3), side(20, 4)));

        assertThat(trend.actual()).isEqualTo(new BigDecimal("3.3333"));
        assertThat(trend.base()).isEqualByComparingTo("5");
        assertThat(trend.pct()).isCloseTo(-0.33334, within(1e-12));
    }

    /** Clocks of Lord Howe Island go back by half an hour: of no hour is all shown twice. */
    @Test
    void anHourOfWhichAHalfIsShownAgainIsNotShownTwice() {
        assertThat(notes("Australia/Lord_Howe", "2024-04-06T14:30:00Z")).isEmpty();
        assertThat(notes("Europe/Berlin", "2024-10-27T00:00:00Z"))
                .singleElement()
                .asString()
                .contains("shown twice");
    }

    private static List<String> notes(String zone, String start) {
        return MatchNotes.of(
                period(
                        PeriodKind.HOUR,
                        zone,
                        Instant.parse(start).getEpochSecond(),
                        Comparison.SAME_HOUR_LAST_WEEK,
                        List.of(side(1, 1), NONE)),
                LocalDate.EPOCH);
    }

    private static LevelPeriod day(Comparison comparison, SideSums now, SideSums... bases) {
        return period(
                PeriodKind.DAY,
                "UTC",
                0,
                comparison,
                Stream.concat(Stream.of(now), Stream.of(bases)).toList());
    }

    private static LevelPeriod period(
            PeriodKind kind, String zone, long start, Comparison comparison, List<SideSums> sides) {
        return new LevelPeriod(
                "STORE",
                "S1",
                zone,
                "*",
                "EUR",
                "REPORTED",
                kind,
                start,
                LocalDate.EPOCH.plusDays(1),
                comparison,
                Populations.ALL,
                sides,
                1,
                1,
                0,
                null);
    }

    private static SideSums side(int sales, int transactions) {
        return side(BigDecimal.valueOf(sales), transactions);
    }

    private static SideSums side(BigDecimal sales, int transactions) {
        return side(sales.movePointRight(4).longValueExact(), (long) transactions, 1, 7, 7);
    }

    private static SideSums side(int sales, int transactions, int points, int nearest, int farthest) {
        return side((long) sales * ONE, (long) transactions, points, nearest, farthest);
    }

    private static SideSums side(Long sales, Long transactions, int points, Integer nearest, Integer farthest) {
        return new SideSums(sales, sales, transactions, sales, 0L, 1L, 1L, points, nearest, farthest);
    }
}

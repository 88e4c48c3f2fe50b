package io.scanline.calendar;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.calendar.RetailCalendar.RetailWeek;
import io.scanline.spark.SparkExtension;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class CalendarColumnsTest {
    private final SparkSession spark;

    CalendarColumnsTest(SparkSession spark) {
        this.spark = spark;
    }

    @Test
    void retailWeeksAreThoseOfTheCalendarOnEveryDayOfTwentyYears() {
        List<LocalDate> days =
                LocalDate.of(2010, 1, 1).datesUntil(LocalDate.of(2030, 1, 1)).toList();
        List<Row> rows = spark.createDataset(days, Encoders.LOCALDATE())
                .toDF("day")
                .select(
                        col("day"),
                        CalendarColumns.retailYear(col("day")),
                        CalendarColumns.retailWeek(col("day")),
                        CalendarColumns.weekStart(col("day")))
                .collectAsList();
        for (Row row : rows) {
            RetailWeek week = RetailCalendar.weekOf(row.getDate(0).toLocalDate());
            assertThat(new RetailWeek(row.getInt(1), row.getInt(2))).isEqualTo(week);
            assertThat(row.getDate(3).toLocalDate()).isEqualTo(week.start());
        }
    }

    @Test
    void hourStartsAreThoseOfTheStoresClockAcrossClockChanges() {
        for (String zone :
                List.of("Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Australia/Adelaide")) {
            StoreHours hours = new StoreHours(ZoneId.of(zone));
            List<Instant> moments = Stream.iterate(
                            Instant.parse("2024-01-01T00:07:00Z"), moment -> moment.plusSeconds(3 * 1_777))
                    .limit(6_000)
                    .toList();
            List<Row> rows = spark.createDataset(moments, Encoders.INSTANT())
                    .toDF("at")
                    .select(col("at"), CalendarColumns.hourStart(col("at"), lit(zone)))
                    .collectAsList();
            for (Row row : rows) {
                assertThat(((Timestamp) row.get(1)).toInstant())
                        .isEqualTo(hours.hourStart(((Timestamp) row.get(0)).toInstant()));
            }
        }
    }

    @Test
    void aSkippedLocalHourHasNoInstant() {
        Row row = spark.range(1)
                .select(
                        CalendarColumns.instantOf(lit("2024-03-31 02:00:00").cast("timestamp"), lit("Europe/Berlin")),
                        CalendarColumns.instantOf(lit("2024-03-31 03:00:00").cast("timestamp"), lit("Europe/Berlin")))
                .head();
        assertThat(row.isNullAt(0)).isTrue();
        assertThat(row.getTimestamp(1).toInstant()).isEqualTo(Instant.parse("2024-03-31T01:00:00Z"));
    }

    @Test
    void onDaysTakesTheNamedDaysAndNoOther() {
        List<LocalDate> days =
                LocalDate.of(2024, 2, 25).datesUntil(LocalDate.of(2024, 3, 10)).toList();
        List<LocalDate> wanted = List.of(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 2, 29), LocalDate.of(2024, 3, 5));
        var dates = spark.createDataset(days, Encoders.LOCALDATE()).toDF("day");
        assertThat(dates.where(CalendarColumns.onDays(col("day"), wanted))
                        .as(Encoders.LOCALDATE())
                        .collectAsList())
                .containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(dates.where(CalendarColumns.onDays(col("day"), List.of())).isEmpty())
                .isTrue();
    }
}

package io.scanline.compare;

import static org.apache.spark.sql.functions.col;

import io.scanline.calendar.RetailCalendar;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * A kind of period. Weeks and retail periods are those of the 4-5-4 retail calendar, weeks start on Sunday; months, quarters and
 * years are those of the civil calendar.
 */
enum PeriodKind {
    HOUR("the same local hour"),
    DAY("the same weekday"),
    WEEK("the retail week"),
    WTD("the retail week to date"),
    MTD("the month to date"),
    RETAIL_PERIOD("the retail period"),
    QTD("the quarter to date"),
    YTD("the year to date");

    /** Periods whose days are added up one by one, for all departments together. */
    static final List<PeriodKind> OF_DAYS = List.of(WTD, MTD, RETAIL_PERIOD, QTD, YTD);

    private static final int DAYS_OF_WEEK = 7;

    private final String matched;

    PeriodKind(String matched) {
        this.matched = matched;
    }

    /** What is matched between a period and its base. */
    String matched() {
        return matched;
    }

    /** Whether a row is of this kind. */
    Column isThis() {
        return col(StorePeriods.KIND).equalTo(name());
    }

    /** The first day of the period that a day lies in. */
    LocalDate start(LocalDate day) {
        return switch (this) {
            case HOUR, DAY -> day;
            case WEEK, WTD -> RetailCalendar.weekOf(day).start();
            case MTD -> day.withDayOfMonth(1);
            case RETAIL_PERIOD -> RetailCalendar.periodStart(day);
            case QTD -> day.with(IsoFields.DAY_OF_QUARTER, 1);
            case YTD -> day.withDayOfYear(1);
        };
    }

    /** The day after the last of the period that starts on a day. */
    LocalDate end(LocalDate start) {
        return switch (this) {
            case HOUR, DAY -> start.plusDays(1);
            case WEEK, WTD -> start.plusDays(DAYS_OF_WEEK);
            case MTD -> start.plusMonths(1);
            case RETAIL_PERIOD -> RetailCalendar.periodEnd(start);
            case QTD -> start.plusMonths(3);
            case YTD -> start.plusYears(1);
        };
    }
}

package io.scanline.ingest;

import io.scanline.table.SalesLines;
import java.time.LocalDate;
import java.time.temporal.Temporal;

/** When a line was sold: by its store's clock, on which business day, and whether that can be. For one thread. */
final class TimeRules {
    private final DateLimits.Span dates;
    private final LineValues values;
    private final LineProblems problems;
    private final Moment moment;

    TimeRules(SalesRules.Setting setting, LineValues values, LineProblems problems) {
        this.dates = setting.dates();
        this.values = values;
        this.problems = problems;
        this.moment = new Moment(setting.sourceZone());
    }

    /** @param store of the line; null where it is not known */
    void derive(StoreClock store, StagedRow out) {
        Temporal soldAt = values.moment(SalesLines.SOLD_AT, true);
        LocalDate statedDay = values.date(SalesLines.BUSINESS_DATE);
        Temporal message = values.moment(SalesLines.MESSAGE_TS, false);
        if (statedDay != null) {
            out.set(SalesLines.BUSINESS_DATE, (int) statedDay.toEpochDay());
        }
        if (store == null) {
            return;
        }
        if (message != null) {
            moment.read(message, store.zone());
            out.set(SalesLines.MESSAGE_TS, moment.micros());
        }
        if (soldAt == null) {
            return;
        }
        moment.read(soldAt, store.zone());
        long micros = moment.micros();
        within(SalesLines.SOLD_AT, soldAt, micros);
        int offset = moment.clock(store.zone()).offsetAt(micros);
        int derivedDay = ZoneClock.businessDay(micros, offset, store.dayStartHour());
        int day = statedDay == null ? derivedDay : (int) statedDay.toEpochDay();
        if (statedDay != null) {
            within(SalesLines.BUSINESS_DATE, statedDay, day * ZoneClock.DAY);
        }
        if (day < dates.firstKept() && !dates.before(micros)) {
            problems.add(
                    Reasons.OUT_OF_RANGE,
                    SalesLines.BUSINESS_DATE,
                    LocalDate.ofEpochDay(day) + " was let go: the lake keeps lines since "
                            + LocalDate.ofEpochDay(dates.firstKept()) + " (maintain --keep)");
        }
        boolean suspect = micros > dates.now() || Math.abs(day - derivedDay) > 1;
        out.set(SalesLines.SOLD_AT, micros);
        out.set(SalesLines.BUSINESS_DATE, day);
        out.set(SalesLines.TS_QUALITY, suspect ? Moment.SUSPECT : moment.quality());
        out.set(SalesLines.UTC_OFFSET_MINUTES, Math.floorDiv(offset, 60));
        out.set(SalesLines.HOUR_START_UTC, ZoneClock.hourStart(micros, offset));
        out.set(SalesLines.LOCAL_HOUR, ZoneClock.hourOfDay(micros, offset));
    }

    private void within(String field, Temporal stated, long micros) {
        if (dates.before(micros)) {
            problems.add(Reasons.OUT_OF_RANGE, field, stated + " is too long ago: see --earliest");
        } else if (dates.behind(micros)) {
            problems.add(
                    Reasons.OUT_OF_RANGE,
                    field,
                    stated + " was still to come when the line came in: the till's clock is wrong (--max-days-ahead)");
        }
    }
}

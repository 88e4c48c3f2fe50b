package io.scanline.detect;

import io.scanline.detect.StoreFrame.Days;
import io.scanline.detect.StoreFrame.Special;
import io.scanline.detect.StoreSeries.Hour;
import io.scanline.detect.StoreSeries.Period;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Streams the sorted rows of {@link StoreHistory} store by store into rows of {@link HourSchema}. It holds one series at a
 * time, so memory follows the days looked at, not the stores.
 *
 * @param replayed rows are of {@link HourSchema#REPLAYED}: an hour has one for each time at which more was known of it
 */
record StoreExpectations(Period period, boolean replayed) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Stream(rows, period, replayed);
    }

    /** Where a row has what is read of every hour: names would be looked up for each. */
    private record Places(
            int rank, int department, int day, int localHour, int hour, int completeness, int arrived, int[] measures) {
        static Places in(Row row, boolean replayed) {
            return new Places(
                    row.fieldIndex(StoreHistory.RANK),
                    row.fieldIndex(StoreHistory.DEPARTMENT),
                    row.fieldIndex(StoreHistory.LOCAL_DATE),
                    row.fieldIndex(StoreHistory.LOCAL_HOUR),
                    row.fieldIndex(StoreHistory.HOUR),
                    row.fieldIndex(StoreHistory.COMPLETENESS),
                    replayed ? row.fieldIndex(LateArrivals.ARRIVED) : -1,
                    Arrays.stream(StoreHistory.MEASURES)
                            .mapToInt(row::fieldIndex)
                            .toArray());
        }
    }

    private static final class Stream implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final Period period;
        private final boolean replayed;
        private final Deque<Row> ready = new ArrayDeque<>();
        private final Places at;
        private Row next;
        private StoreFrame frame;
        private StoreSeries series;

        Stream(Iterator<Row> rows, Period period, boolean replayed) {
            this.rows = rows;
            this.period = period;
            this.replayed = replayed;
            this.next = rows.hasNext() ? rows.next() : null;
            this.at = next == null ? null : Places.in(next, replayed);
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && next != null) {
                if (isFrame(next)) {
                    frame = frame(next);
                    series = new StoreSeries(frame, period, replayed);
                    advance();
                } else {
                    readSeries();
                }
            }
            return !ready.isEmpty();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.poll();
        }

        private void advance() {
            next = rows.hasNext() ? rows.next() : null;
        }

        private boolean isFrame(Row row) {
            return row.getInt(at.rank()) == StoreHistory.FRAME;
        }

        private void readSeries() {
            String department = next.getString(at.department());
            HourSeries hours = new HourSeries(period.days());
            double[] measures = new double[StoreHistory.MEASURES.length];
            while (next != null && !isFrame(next) && department.equals(next.getString(at.department()))) {
                for (int i = 0; i < measures.length; i++) {
                    measures[i] = next.getDouble(at.measures()[i]);
                }
                int day = (int) (next.getInt(at.day()) - period.firstDay());
                int slot = day * WeekProfile.HOURS + next.getInt(at.localHour());
                hours.add(slot, next.getLong(at.hour()), measures, next.getDouble(at.completeness()));
                if (replayed && !next.isNullAt(at.arrived())) {
                    hours.arrivals.put(slot, next.getLong(at.arrived()));
                }
                advance();
            }
            series.expect(department, hours, hour -> ready.add(row(hour)));
        }

        private Row row(Hour hour) {
            double[] rates = hour.rates();
            long expected = units(hour.expected());
            Object[] values = {
                frame.store(),
                frame.region(),
                frame.country(),
                frame.zone().getId(),
                frame.currency(),
                hour.department(),
                Timestamp.from(hour.start()),
                Date.valueOf(hour.day()),
                units(hour.sales()),
                expected,
                units(hour.transactions()),
                units(hour.expectedTransactions()),
                units(rates[0]),
                units(rates[1]),
                units(rates[2]),
                units(rates[3]),
                units(rates[4]),
                units(rates[5]),
                units(rates[6]),
                units(rates[7]),
                hour.late() ? expected : 0L,
                hour.late() ? units(hour.expectedTransactions()) : 0L,
                units(hour.expected() * hour.completeness()),
                units(hour.expected() * hour.coldStartWeight()),
                hour.repeated() ? units(hour.sales()) : 0L,
                units(hour.promoted()),
                hour.weeks(),
                hour.surprise()
            };
            if (!replayed) {
                return RowFactory.create(values);
            }
            Object[] valid = Arrays.copyOf(values, values.length + 2);
            valid[values.length] = hour.validFrom();
            valid[values.length + 1] = hour.validTo();
            return RowFactory.create(valid);
        }

        private static long units(double amount) {
            return Math.round(amount * HourSchema.UNIT);
        }

        private static StoreFrame frame(Row row) {
            List<Days> closures = new ArrayList<>();
            for (Row days : row.<Row>getList(row.fieldIndex(StoreHistory.CLOSURES))) {
                closures.add(new Days(day(days, 0), day(days, 1)));
            }
            List<Special> specials = new ArrayList<>();
            for (Row special : row.<Row>getList(row.fieldIndex(StoreHistory.SPECIALS))) {
                specials.add(
                        new Special(day(special, 0), day(special, 1), special.getBoolean(2), special.getString(3)));
            }
            Map<Long, Map<String, double[]>> pools = new HashMap<>();
            for (Row pool : row.<Row>getList(row.fieldIndex(StoreHistory.POOLS))) {
                pools.computeIfAbsent(pool.getLong(0), block -> new HashMap<>())
                                .computeIfAbsent(pool.getString(1), department -> new double[7 * WeekProfile.HOURS])[
                                pool.getInt(2)] =
                        pool.getDouble(3);
            }
            return new StoreFrame(
                    row.getAs(StoreHistory.STORE),
                    row.getAs(StoreHistory.REGION),
                    row.getAs(StoreHistory.COUNTRY),
                    ZoneId.of(row.getAs(StoreHistory.ZONE)),
                    row.getAs(StoreHistory.CURRENCY),
                    closures,
                    specials,
                    pools);
        }

        private static long day(Row row, int column) {
            return row.getDate(column).toLocalDate().toEpochDay();
        }
    }
}

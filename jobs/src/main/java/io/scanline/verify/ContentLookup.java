package io.scanline.verify;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.table.Corrections;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the contents of raw lines among the rows of sales_lines, and among the lines that corrections replaced where the key has
 * a row still. Only the business days that the lines can be on are read, where they tell their time.
 */
final class ContentLookup implements UnplacedLines.Lookup {
    private static final String SOUGHT = "sought_";
    private static final String ID = SOUGHT + "id";
    private static final String MOMENT = SOUGHT + "moment";
    private static final String CLOCK = SOUGHT + "clock";

    /** How far a business day can be from the UTC or local day of a sale that does not state it. */
    private static final int DAYS_AROUND = 2;

    private static final long MINUTE = 60_000_000L;

    /** What of a line's content both sides can tell, beside the time. */
    private static final List<String> COMPARED = List.of(
            SalesLines.STORE_ID,
            SalesLines.REGISTER_ID,
            SalesLines.TRANSACTION_ID,
            SalesLines.LINE_NUMBER,
            SalesLines.ITEM_ID,
            SalesLines.QUANTITY,
            SalesLines.NET_AMOUNT);

    private static final List<String> CONTENT = Stream.concat(
                    COMPARED.stream(),
                    Stream.of(SalesLines.SOLD_AT, SalesLines.UTC_OFFSET_MINUTES, SalesLines.TS_QUALITY))
            .toList();

    private final Lake lake;

    ContentLookup(Lake lake) {
        this.lake = lake;
    }

    @Override
    public long corrections() {
        return lake.read(Corrections.TABLE).count();
    }

    @Override
    public Map<Integer, UnplacedLines.Found> find(List<RawSale> sales) {
        Dataset<Row> sought = broadcast(sought(sales));
        Dataset<Row> rows = rows(sales).select(columns(CONTENT, SalesLines.SOURCE_FILE, SalesLines.SOURCE_LINE));
        Map<Integer, UnplacedLines.Place> inRows = matches(rows, sought);
        Map<Integer, UnplacedLines.Place> replaced =
                lake.exists(Corrections.TABLE) ? matches(replaced(), sought) : Map.of();
        Map<Integer, UnplacedLines.Found> found = new HashMap<>();
        for (int i = 0; i < sales.size(); i++) {
            if (inRows.containsKey(i) || replaced.containsKey(i)) {
                found.put(i, new UnplacedLines.Found(inRows.get(i), replaced.get(i)));
            }
        }
        return found;
    }

    private Dataset<Row> rows(List<RawSale> sales) {
        Set<LocalDate> days = new TreeSet<>();
        for (RawSale sale : sales) {
            Optional<LocalDate> day = day(sale);
            if (day.isEmpty()) {
                return lake.read(SalesLines.TABLE);
            }
            for (int away = -DAYS_AROUND; away <= DAYS_AROUND; away++) {
                days.add(day.get().plusDays(away));
            }
        }
        return lake.read(SalesLines.TABLE).where(CalendarColumns.onDays(col(SalesLines.BUSINESS_DATE), days));
    }

    private static Optional<LocalDate> day(RawSale sale) {
        String stated = sale.text(SalesLines.BUSINESS_DATE);
        if (stated != null) {
            return stated.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                    ? Optional.of(LocalDate.parse(stated))
                    : Optional.empty();
        }
        Temporal moment = sale.knows(SalesLines.BUSINESS_DATE) ? sale.soldAt() : null;
        return Optional.ofNullable(moment).map(LocalDate::from);
    }

    /** Contents that were replaced, each with the line that replaced it, as far as the key has a row. */
    private Dataset<Row> replaced() {
        StructType content = new StructType();
        for (String name : CONTENT) {
            content = content.add(SalesLines.TABLE.schema().apply(name));
        }
        List<String> key = SalesLines.TABLE.key();
        return lake.read(Corrections.TABLE)
                .join(lake.read(SalesLines.TABLE).select(columns(key)), key.toArray(String[]::new), "left_semi")
                .select(
                        from_json(col(Corrections.REPLACED), content).as("content"),
                        col(Corrections.SOURCE_FILE),
                        col(Corrections.SOURCE_LINE))
                .select(col("content.*"), col(Corrections.SOURCE_FILE), col(Corrections.SOURCE_LINE));
    }

    /** By position of the line that is sought, the first place that has its content; a few thousand at most. */
    private static Map<Integer, UnplacedLines.Place> matches(Dataset<Row> contents, Dataset<Row> sought) {
        Map<Integer, UnplacedLines.Place> places = new HashMap<>();
        contents.join(sought, same(), "inner")
                .groupBy(ID)
                .agg(min(struct(col(SalesLines.SOURCE_FILE), col(SalesLines.SOURCE_LINE)))
                        .as("place"))
                .select(ID, "place." + SalesLines.SOURCE_FILE, "place." + SalesLines.SOURCE_LINE)
                .collectAsList()
                .forEach(row -> places.put(row.getInt(0), new UnplacedLines.Place(row.getString(1), row.getLong(2))));
        return places;
    }

    private static Column same() {
        Column micros = unix_micros(col(SalesLines.SOLD_AT));
        Column clock = micros.plus(col(SalesLines.UTC_OFFSET_MINUTES).multiply(lit(MINUTE)));
        Column late = when(
                        col(SalesLines.TS_QUALITY).isin(ValueCheck.MAY_BE_MOVED.toArray()),
                        lit(ValueCheck.LONGEST_GAP_MINUTES * MINUTE))
                .otherwise(lit(0L));
        Column same = col(SOUGHT + SalesLines.TRANSACTION_ID).equalTo(col(SalesLines.TRANSACTION_ID));
        for (String name : COMPARED) {
            Column wanted = col(SOUGHT + name);
            same = same.and(wanted.isNull().or(wanted.equalTo(col(name))));
        }
        return same.and(col(MOMENT).isNull().or(col(MOMENT).equalTo(micros)))
                .and(col(CLOCK).isNull().or(clock.between(col(CLOCK), col(CLOCK).plus(late))));
    }

    private Dataset<Row> sought(List<RawSale> sales) {
        StructType schema = new StructType().add(ID, Types.INT);
        for (String name : COMPARED) {
            schema = schema.add(
                    SOUGHT + name, SalesLines.TABLE.schema().apply(name).dataType());
        }
        schema = schema.add(MOMENT, Types.LONG).add(CLOCK, Types.LONG);
        List<Row> rows = new ArrayList<>();
        for (RawSale sale : sales) {
            Temporal moment = sale.soldAt();
            BigDecimal number = sale.number(SalesLines.LINE_NUMBER);
            rows.add(RowFactory.create(
                    rows.size(),
                    sale.text(SalesLines.STORE_ID),
                    sale.knows(SalesLines.REGISTER_ID) ? ValueCheck.registerOf(sale) : null,
                    sale.text(SalesLines.TRANSACTION_ID),
                    number == null ? null : (Integer) number.intValue(),
                    sale.text(SalesLines.ITEM_ID),
                    sale.number(SalesLines.QUANTITY),
                    sale.knowsNet() ? sale.net() : null,
                    moment instanceof OffsetDateTime known ? micros(known.toLocalDateTime()) : null,
                    moment instanceof LocalDateTime local ? micros(local) : null));
        }
        return lake.spark().createDataFrame(rows, schema);
    }

    private static Long micros(LocalDateTime utc) {
        return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), utc);
    }

    private static Column[] columns(List<String> names, String... more) {
        return Stream.concat(names.stream(), Stream.of(more))
                .map(name -> col(name))
                .toArray(Column[]::new);
    }
}

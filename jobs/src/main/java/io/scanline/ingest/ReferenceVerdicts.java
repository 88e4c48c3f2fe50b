package io.scanline.ingest;

import io.scanline.table.FxRates;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import io.scanline.table.Types;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Turns a row of a reference file, with the results of the profile's expressions beside it, into a row of the table or the
 * reasons why it is none.
 */
final class ReferenceVerdicts implements MapFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    static final String FILE = "file";
    static final String LINE = "line";
    static final String OUTCOME = "outcome";
    static final String RAW = "raw";
    static final String REASONS = "reasons";
    static final String FIELD = "field";
    static final String MESSAGE = "message";
    static final String ROW = "row";

    /** Values of {@link #OUTCOME}, for a sound row until the whole load is known. */
    static final String ACCEPTED = "ACCEPTED";

    static final String QUARANTINED = "QUARANTINED";
    static final String SKIPPED = "SKIPPED";
    static final String HEADER = SourceLines.HEADER;
    static final String BLANK = SourceLines.BLANK;

    private static final int LONGEST_TEXT = 1000;

    private final StructType columns;
    private final Map<String, ReferenceRules.Rule> rules;
    private final List<ReferenceRules.Order> orders;
    private final Set<String> filled;
    private final ZoneId zone;

    /**
     * @param filled columns that the profile fills
     * @param zone of times that state no offset
     */
    ReferenceVerdicts(Table table, Set<String> filled, ZoneId zone) {
        this.columns = table.rowSchema();
        this.rules = ReferenceRules.of(table);
        this.orders = ReferenceRules.ordersOf(table);
        this.filled = new LinkedHashSet<>(filled);
        this.zone = zone;
    }

    /** Place and text of the row, its reasons (none: it is sound), and its values under {@link #ROW}. */
    static StructType schema(Table table) {
        StructType row = new StructType(Stream.of(table.rowSchema().fields())
                .map(column -> DataTypes.createStructField(column.name(), column.dataType(), true))
                .toArray(StructField[]::new));
        return new StructType()
                .add(FILE, Types.INT, false)
                .add(LINE, Types.LONG, false)
                .add(OUTCOME, Types.STRING, false)
                .add(RAW, Types.STRING)
                .add(REASONS, Types.strings(), false)
                .add(FIELD, Types.STRING)
                .add(MESSAGE, Types.STRING)
                .add(ROW, row);
    }

    @Override
    public Row call(Row source) {
        Findings findings = new Findings();
        String defect = source.getAs(SourceLines.DEFECT);
        if (HEADER.equals(defect) || BLANK.equals(defect)) {
            return verdict(source, defect, findings, null);
        }
        if (defect != null) {
            findings.add(defect, null, source.getAs(SourceLines.MESSAGE));
            return verdict(source, QUARANTINED, findings, null);
        }
        if (!source.getList(source.fieldIndex(ProfileExpressions.SKIPPED_BY)).isEmpty()) {
            return verdict(source, SKIPPED, findings, null);
        }
        for (Object rule : source.getList(source.fieldIndex(ProfileExpressions.REJECTED_BY))) {
            findings.add((String) rule, null, "the profile's rule " + rule + " refuses the row");
        }
        Object[] values = values(source.getStruct(source.fieldIndex(ProfileExpressions.FIELDS)), findings);
        checkOrders(values, findings);
        boolean sound = findings.reasons.isEmpty();
        return verdict(source, sound ? ACCEPTED : QUARANTINED, findings, RowFactory.create(values));
    }

    private static Row verdict(Row source, String outcome, Findings findings, Row row) {
        boolean refused = outcome.equals(QUARANTINED);
        return RowFactory.create(
                source.getAs(SourceLines.FILE),
                source.getAs(SourceLines.LINE),
                outcome,
                refused && source.isNullAt(source.fieldIndex(SourceLines.RAW))
                        ? fieldsAsJson(source)
                        : CardNumbers.mask(source.getAs(SourceLines.RAW)),
                findings.reasons.toArray(String[]::new),
                findings.field,
                refused ? String.join("; ", findings.messages) : null,
                row);
    }

    /** What stands for the line of a typed source. */
    private static String fieldsAsJson(Row source) {
        Row fields = source.getStruct(source.fieldIndex(ProfileExpressions.FIELDS));
        return CardNumbers.mask(fields.json());
    }

    private Object[] values(Row fields, Findings findings) {
        Object[] values = new Object[columns.length()];
        for (int i = 0; i < values.length; i++) {
            StructField column = columns.fields()[i];
            Object given = filled.contains(column.name()) ? fields.getAs(column.name()) : null;
            if (!StrictText.isMissing(given)) {
                values[i] = value(column, given, findings);
            } else if (!column.nullable()) {
                findings.add(Reasons.MISSING_FIELD, column.name(), column.name() + " is missing; it is required");
            }
        }
        return values;
    }

    private Object value(StructField column, Object given, Findings findings) {
        Object value = converted(column.dataType(), given);
        if (value == null) {
            String reason = column.dataType().equals(Types.TIMESTAMP) ? Reasons.BAD_TIMESTAMP : Reasons.BAD_TYPE;
            findings.add(
                    reason,
                    column.name(),
                    column.name() + " " + shown(given) + " is not " + expected(column.dataType()));
            return null;
        }
        if (value instanceof String text && text.length() > LONGEST_TEXT) {
            findings.add(
                    Reasons.TOO_LONG,
                    column.name(),
                    column.name() + " has " + text.length() + " characters; " + LONGEST_TEXT + " at most");
            return null;
        }
        ReferenceRules.Rule rule = rules.get(column.name());
        String broken = rule == null ? null : rule.broken(value);
        if (broken != null) {
            findings.add(
                    reasonOf(column.name()), column.name(), column.name() + " " + shown(given) + " is not " + broken);
        }
        return value;
    }

    private static String reasonOf(String column) {
        boolean currency = column.equals(Stores.CURRENCY)
                || column.equals(FxRates.FROM_CURRENCY)
                || column.equals(FxRates.TO_CURRENCY);
        return currency ? Reasons.BAD_CURRENCY : Reasons.OUT_OF_RANGE;
    }

    private Object converted(DataType type, Object given) {
        if (type.equals(Types.STRING)) {
            return StrictText.text(given);
        }
        if (type instanceof DecimalType decimal) {
            return StrictText.decimal(given, decimal);
        }
        if (type.equals(Types.INT)) {
            return StrictText.integer(given);
        }
        if (type.equals(Types.DOUBLE)) {
            return StrictText.real(given);
        }
        if (type.equals(Types.DATE)) {
            LocalDate day = StrictText.date(given);
            return day == null ? null : Date.valueOf(day);
        }
        if (type.equals(Types.TIMESTAMP)) {
            return instant(StrictText.timestamp(given));
        }
        throw new IllegalStateException("no reference table has a column of " + type);
    }

    private Timestamp instant(Temporal time) {
        if (time instanceof LocalDateTime local) {
            return Timestamp.from(local.atZone(zone).toInstant());
        }
        return time == null ? null : Timestamp.from(((OffsetDateTime) time).toInstant());
    }

    private static String expected(DataType type) {
        if (type instanceof DecimalType decimal) {
            return "a number of at most " + decimal.scale() + " decimals and " + (decimal.precision() - decimal.scale())
                    + " digits before them";
        }
        if (type.equals(Types.INT)) {
            return "a whole number";
        }
        if (type.equals(Types.DATE)) {
            return "a day such as 2024-03-01";
        }
        return type.equals(Types.TIMESTAMP) ? "a day with its time, such as 2024-03-01T09:30:00Z" : "a number";
    }

    private void checkOrders(Object[] values, Findings findings) {
        for (ReferenceRules.Order order : orders) {
            Object lower = values[columns.fieldIndex(order.lower())];
            Object upper = values[columns.fieldIndex(order.upper())];
            if (lower != null && upper != null && compare(lower, upper) > (order.equalAllowed() ? 0 : -1)) {
                findings.add(
                        Reasons.OUT_OF_RANGE,
                        order.upper(),
                        order.upper() + " " + upper + " is not " + (order.equalAllowed() ? "at or above " : "after ")
                                + order.lower() + " " + lower);
            }
        }
    }

    private static int compare(Object lower, Object upper) {
        return lower instanceof Date day
                ? day.compareTo((Date) upper)
                : ((BigDecimal) lower).compareTo((BigDecimal) upper);
    }

    private static String shown(Object given) {
        String text = given.toString().strip();
        return "\"" + CardNumbers.mask(text.length() > 60 ? text.substring(0, 60) + "..." : text) + "\"";
    }

    /** The zone of times without an offset in reference files. */
    static ZoneId zoneOf(SourceProfile profile) {
        return profile.timeZone().orElse(ZoneOffset.UTC);
    }

    /** What is wrong with one row: each reason once, the first field at fault, every message. */
    private static final class Findings {
        final Set<String> reasons = new LinkedHashSet<>();
        final List<String> messages = new ArrayList<>();
        String field;

        void add(String reason, String at, String message) {
            reasons.add(reason);
            messages.add(message);
            field = field == null ? at : field;
        }
    }
}

package io.scanline.ingest;

import static io.scanline.ingest.FixedPoint.NONE;

import io.scanline.config.CustomerKey;
import io.scanline.table.SalesLines;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The contract's rules for one sales line: strict conversion, defaults, derived columns, and every rule that the line breaks.
 * A line is judged by itself alone, so that the verdict does not depend on where or in what order it is read. For one thread.
 */
final class SalesRules {
    private static final Set<String> STATUSES =
            Set.of("COMPLETED", "POST_VOIDED", "CANCELLED", "SUSPENDED", "TRAINING");
    private static final Set<String> KINDS =
            Set.of("SALE", "RETURN", "DEPOSIT", "DEPOSIT_REFUND", "GIFT_CARD", "FEE", "SERVICE", "OTHER");
    private static final Set<String> UNITS = Set.of("EA", "KGM", "GRM", "LBR", "LTR", "MTR");

    /** Largest quantity that a line may have; a bar code in its place has more. */
    private static final long MOST_UNITS = 1_000_000;
    /** Largest amount that a line may have, in any currency: a euro is tens of thousands of some. */
    private static final long MOST_MONEY = 1_000_000_000;

    /**
     * What the rules go by, the same for every task.
     *
     * @param stores the known stores
     * @param sourceZone zone of times without an offset; null: the store's
     * @param registers whether unknown stores are registered, from the line's columns for that
     * @param customerKey null: customers are not stored
     * @param dates when a line may have been sold
     */
    record Setting(
            LineLayout layout,
            HashMap<String, StoreClock> stores,
            ZoneId sourceZone,
            boolean registers,
            CustomerKey customerKey,
            DateLimits.Span dates)
            implements Serializable {}

    private final Setting setting;
    private final LineValues values;
    private final LineProblems problems = new LineProblems();
    private final Amounts amounts = new Amounts();
    private final StoreRules stores;
    private final TimeRules times;
    private final ContentHash hash = new ContentHash();
    private final CustomerKey.Hasher hasher;

    SalesRules(Setting setting) {
        this.setting = setting;
        this.values = new LineValues(setting.layout(), problems);
        this.stores = new StoreRules(setting, values, problems);
        this.times = new TimeRules(setting, values, problems);
        this.hasher =
                setting.customerKey() == null ? null : setting.customerKey().hasher();
    }

    /** Judges the line: fills the verdict, its reasons, and as many of the sales columns as can be read. */
    void judge(Row line, StagedRow out) {
        problems.clear();
        values.read(line);
        rejectWhen(line);
        identify(out);
        long quantity = quantity(out);
        money(quantity, out);
        StoreClock store = stores.store(out.text(SalesLines.STORE_ID), values.text(SalesLines.CURRENCY));
        currency(store, out);
        times.derive(store, out);
        describe(quantity, out);
        customer(out);
        extras(line, out);
        out.set(SalesLines.LINE_HASH, hash.of(out));
        if (problems.any()) {
            out.quarantine(problems);
        } else {
            out.accept();
            stores.register(out);
        }
    }

    private void rejectWhen(Row line) {
        int place = setting.layout().place(LineLayout.REJECTED_BY);
        if (place >= 0 && !line.isNullAt(place)) {
            for (String rule : CollectionConverters.asJava((Iterable<String>) line.<Iterable<String>>getAs(place))) {
                problems.add(rule, null, "the profile's rule " + rule + " rejects the line");
            }
        }
    }

    private void identify(StagedRow out) {
        out.set(SalesLines.STORE_ID, values.required(SalesLines.STORE_ID));
        out.set(SalesLines.REGISTER_ID, values.textOr(SalesLines.REGISTER_ID, "0"));
        out.set(SalesLines.TRANSACTION_ID, values.required(SalesLines.TRANSACTION_ID));
        Integer number = values.integer(SalesLines.LINE_NUMBER);
        if (number != null && number < 0) {
            problems.add(Reasons.OUT_OF_RANGE, SalesLines.LINE_NUMBER, number + " is below 0");
        }
        out.set(SalesLines.LINE_NUMBER, number);
        String item = values.text(SalesLines.ITEM_ID);
        String code = values.text(SalesLines.SCAN_CODE);
        if (item == null && code == null) {
            problems.add(Reasons.MISSING_FIELD, SalesLines.ITEM_ID, "neither item_id nor scan_code is there");
        }
        out.set(SalesLines.ITEM_ID, item);
        out.set(SalesLines.SCAN_CODE, code);
        out.set(StagedLines.WRONG_CHECK_DIGIT, (code != null && Gtin.hasWrongCheckDigit(code)) ? Boolean.TRUE : null);
    }

    private long quantity(StagedRow out) {
        long quantity = values.amount(SalesLines.QUANTITY, true);
        within(MOST_UNITS, SalesLines.QUANTITY, quantity);
        out.amount(SalesLines.QUANTITY, quantity);
        return quantity;
    }

    private void money(long quantity, StagedRow out) {
        int before = problems.count();
        long price = values.amount(SalesLines.UNIT_PRICE, false);
        long gross = values.amount(SalesLines.GROSS_AMOUNT, false);
        long discount = values.amount(SalesLines.DISCOUNT_AMOUNT, false);
        long net = values.amount(SalesLines.NET_AMOUNT, false);
        long tax = values.amount(SalesLines.TAX_AMOUNT, false);
        amounts.complete(gross, discount, net, price, quantity, problems);
        if (!amounts.known() && quantity != NONE && problems.count() == before) {
            problems.add(
                    Reasons.MISSING_FIELD,
                    SalesLines.NET_AMOUNT,
                    "two of gross, discount and net are needed, or unit price and quantity");
        }
        if (price != NONE && price < 0) {
            problems.add(Reasons.OUT_OF_RANGE, SalesLines.UNIT_PRICE, FixedPoint.text(price) + " is below 0");
        }
        within(MOST_MONEY, SalesLines.UNIT_PRICE, price);
        within(MOST_MONEY, SalesLines.GROSS_AMOUNT, amounts.gross());
        within(MOST_MONEY, SalesLines.DISCOUNT_AMOUNT, amounts.discount());
        within(MOST_MONEY, SalesLines.NET_AMOUNT, amounts.net());
        within(MOST_MONEY, SalesLines.TAX_AMOUNT, tax);
        out.amount(SalesLines.UNIT_PRICE, price);
        out.amount(SalesLines.GROSS_AMOUNT, amounts.gross());
        out.amount(SalesLines.DISCOUNT_AMOUNT, amounts.discount());
        out.amount(SalesLines.NET_AMOUNT, amounts.net());
        out.amount(SalesLines.TAX_AMOUNT, tax);
        out.parsedNet(amounts.net());
    }

    private void within(long most, String field, long value) {
        if (value != NONE && Math.abs(value) > most * FixedPoint.ONE) {
            problems.add(
                    Reasons.OUT_OF_RANGE,
                    field,
                    String.format(Locale.ROOT, "%s is beyond %,d", FixedPoint.text(value), most));
        }
    }

    private void currency(StoreClock store, StagedRow out) {
        String stated = values.text(SalesLines.CURRENCY);
        if (stated != null && !StoreClock.isCurrency(stated)) {
            problems.add(
                    Reasons.BAD_CURRENCY, SalesLines.CURRENCY, LineProblems.shown(stated) + " is no ISO 4217 code");
            return;
        }
        out.set(SalesLines.CURRENCY, stated != null || store == null ? stated : store.currency());
    }

    private void describe(long quantity, StagedRow out) {
        out.set(SalesLines.STATUS, values.oneOf(SalesLines.STATUS, STATUSES, "COMPLETED"));
        out.set(
                SalesLines.LINE_KIND,
                values.oneOf(SalesLines.LINE_KIND, KINDS, quantity != NONE && quantity < 0 ? "RETURN" : "SALE"));
        out.set(SalesLines.UOM, values.oneOf(SalesLines.UOM, UNITS, "EA"));
        out.set(SalesLines.LINE_VOIDED, values.flag(SalesLines.LINE_VOIDED));
        out.set(SalesLines.DEPARTMENT, values.text(SalesLines.DEPARTMENT));
        out.set(SalesLines.PROMOTION_ID, values.text(SalesLines.PROMOTION_ID));
        out.set(SalesLines.PAYMENT_TYPE, CardNumbers.mask(values.text(SalesLines.PAYMENT_TYPE)));
    }

    private void customer(StagedRow out) {
        String customer = values.text(SalesLines.CUSTOMER_ID);
        if (customer != null && hasher != null) {
            out.set(SalesLines.CUSTOMER_ID, hasher.hash(customer));
        } else if (customer != null) {
            out.set(StagedLines.CUSTOMER_DROPPED, Boolean.TRUE);
        }
    }

    private void extras(Row line, StagedRow out) {
        Map<String, String> extras = new TreeMap<>();
        values.extras(line, extras);
        if (!extras.isEmpty()) {
            extras.replaceAll((name, value) -> CardNumbers.mask(value));
            out.set(SalesLines.EXTRAS, extras);
        }
    }

    /** The line as it stood, or for typed sources its columns as JSON. */
    Optional<String> raw(Row line) {
        return values.raw(line);
    }
}

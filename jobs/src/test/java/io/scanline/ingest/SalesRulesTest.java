package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.config.CustomerKey;
import io.scanline.table.SalesLines;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class SalesRulesTest {
    private static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");
    private static final LocalDate KEPT_SINCE = LocalDate.of(2023, 2, 1);

    @Test
    void refusesBusinessDaysThatWereLetGo() {
        assertThat(reasons(Map.of("sold_at", "2023-01-31 09:30:00"))).containsExactly("OUT_OF_RANGE");
        assertThat(reasons(Map.of("sold_at", "2023-02-01 09:30:00"))).isEmpty();
        assertThat(reasons(Map.of("sold_at", "2023-01-31 23:30:00", "business_date", "2023-02-01")))
                .as("it is the business day that counts")
                .isEmpty();
    }

    @Test
    void fillsWhatALineLeavesOut() {
        StagedRow row = judged(Map.of());

        assertThat(at(row, StagedLines.VERDICT)).isEqualTo("ACCEPTED");
        assertThat(at(row, SalesLines.REGISTER_ID)).isEqualTo("0");
        assertThat(at(row, SalesLines.STATUS)).isEqualTo("COMPLETED");
        assertThat(at(row, SalesLines.LINE_KIND)).isEqualTo("SALE");
        assertThat(at(row, SalesLines.LINE_VOIDED)).isEqualTo(false);
        assertThat(at(row, SalesLines.UOM)).isEqualTo("EA");
        assertThat(at(row, SalesLines.CURRENCY)).isEqualTo("GBP");
        assertThat(amount(row, SalesLines.GROSS_AMOUNT)).isEqualTo("5.0000");
        assertThat(amount(row, SalesLines.DISCOUNT_AMOUNT)).isEqualTo("0.0000");
        assertThat(amount(row, SalesLines.NET_AMOUNT)).isEqualTo("5.0000");
        assertThat(at(row, SalesLines.TS_QUALITY)).isEqualTo("STORE_TZ");
    }

    @Test
    void takesANegativeQuantityForAReturn() {
        assertThat(at(judged(Map.of("quantity", "-2")), SalesLines.LINE_KIND)).isEqualTo("RETURN");
        assertThat(at(judged(Map.of("quantity", "-2", "line_kind", "deposit_refund")), SalesLines.LINE_KIND))
                .isEqualTo("DEPOSIT_REFUND");
    }

    @Test
    void worksOutTheThirdAmountFromTwo() {
        assertThat(amount(judged(Map.of("gross_amount", "9", "net_amount", "7.50")), SalesLines.DISCOUNT_AMOUNT))
                .isEqualTo("1.5000");
        assertThat(amount(judged(Map.of("gross_amount", "9", "discount_amount", "1.50")), SalesLines.NET_AMOUNT))
                .isEqualTo("7.5000");
        assertThat(amount(judged(Map.of("net_amount", "7.50", "discount_amount", "1.50")), SalesLines.GROSS_AMOUNT))
                .isEqualTo("9.0000");
        assertThat(amount(judged(Map.of("discount_amount", "1")), SalesLines.NET_AMOUNT))
                .as("of price and quantity")
                .isEqualTo("4.0000");
    }

    @Test
    void readsTimesByTheirOffsetOrTheStoresZone() {
        StagedRow offset = judged(Map.of("sold_at", "2024-03-01T09:30:00-05:00"));
        assertThat(instant(offset, SalesLines.SOLD_AT)).isEqualTo("2024-03-01T14:30:00Z");
        assertThat(at(offset, SalesLines.TS_QUALITY)).isEqualTo("OFFSET");
        assertThat(at(offset, SalesLines.LOCAL_HOUR)).isEqualTo(14);

        assertThat(at(judged(Map.of("sold_at", "2023-10-29 01:30:00")), SalesLines.TS_QUALITY))
                .isEqualTo("AMBIGUOUS");
        StagedRow gap = judged(Map.of("sold_at", "2024-03-31 01:30:00"));
        assertThat(at(gap, SalesLines.TS_QUALITY)).isEqualTo("GAP");
        assertThat(at(gap, SalesLines.LOCAL_HOUR)).isEqualTo(2);
        assertThat(at(judged(Map.of("sold_at", "2024-06-02 09:00:00")), SalesLines.TS_QUALITY))
                .as("not sold yet")
                .isEqualTo("SUSPECT");
    }

    @Test
    void startsTheAccountingDayWhenTheStoreDoes() {
        StagedRow late = judged(Map.of("store_id", "night", "sold_at", "2024-03-02 03:59:59"));

        assertThat(at(late, SalesLines.BUSINESS_DATE))
                .isEqualTo((int) java.time.LocalDate.parse("2024-03-01").toEpochDay());
        assertThat(at(late, SalesLines.UTC_OFFSET_MINUTES)).isEqualTo(330);
        assertThat(instant(late, SalesLines.HOUR_START_UTC)).isEqualTo("2024-03-01T21:30:00Z");
        StagedRow stated = judged(Map.of("store_id", "night", "business_date", "2024-03-02"));
        assertThat(at(stated, SalesLines.BUSINESS_DATE))
                .isEqualTo((int) java.time.LocalDate.parse("2024-03-02").toEpochDay());
    }

    @Test
    void namesEveryRuleThatALineBreaks() {
        assertThat(reasons(Map.of("store_id", ""))).containsExactly("MISSING_FIELD");
        assertThat(reasons(Map.of("transaction_id", " "))).containsExactly("MISSING_FIELD");
        assertThat(reasons(Map.of("item_id", ""))).containsExactly("MISSING_FIELD");
        assertThat(reasons(Map.of("quantity", ""))).containsExactly("MISSING_FIELD");
        assertThat(reasons(Map.of("unit_price", ""))).containsExactly("MISSING_FIELD");
        assertThat(reasons(Map.of("sold_at", ""))).containsExactly("MISSING_FIELD");
        assertThat(reasons(Map.of("sold_at", "01/03/2024 09:30"))).containsExactly("BAD_TIMESTAMP");
        assertThat(reasons(Map.of("sold_at", "2024-02-30 09:30:00"))).containsExactly("BAD_TIMESTAMP");
        assertThat(reasons(Map.of("sold_at", "1989-12-31 09:30:00"))).containsExactly("OUT_OF_RANGE");
        assertThat(reasons(Map.of("sold_at", "2024-06-04 09:30:00"))).containsExactly("OUT_OF_RANGE");
        assertThat(reasons(Map.of("quantity", "1,5"))).containsExactly("BAD_TYPE");
        assertThat(reasons(Map.of("quantity", "1.00001"))).containsExactly("BAD_TYPE");
        assertThat(reasons(Map.of("quantity", "1000001", "unit_price", "0.01"))).containsExactly("OUT_OF_RANGE");
        assertThat(reasons(Map.of("quantity", "1", "unit_price", "1250000")))
                .as("some 40 euros in dong")
                .isEmpty();
        assertThat(reasons(Map.of("quantity", "1", "unit_price", "1000000001"))).containsOnly("OUT_OF_RANGE");
        assertThat(reasons(Map.of("unit_price", "-1"))).containsExactly("OUT_OF_RANGE");
        assertThat(reasons(Map.of("unit_price", "abc"))).containsExactly("BAD_TYPE");
        assertThat(reasons(Map.of("currency", "XX1"))).containsExactly("BAD_CURRENCY");
        assertThat(reasons(Map.of("store_id", "999"))).containsExactly("UNKNOWN_STORE");
        assertThat(reasons(Map.of("store_id", "a b"))).containsExactly("UNKNOWN_STORE");
        assertThat(reasons(Map.of("status", "DONE"))).containsExactly("BAD_TYPE");
        assertThat(reasons(Map.of("line_voided", "maybe"))).containsExactly("BAD_TYPE");
        assertThat(reasons(Map.of("line_number", "-1"))).containsExactly("OUT_OF_RANGE");
        assertThat(reasons(Map.of("gross_amount", "5", "discount_amount", "1", "net_amount", "4.02")))
                .containsExactly("AMOUNTS_DISAGREE");
        assertThat(reasons(Map.of("gross_amount", "5", "discount_amount", "1", "net_amount", "4.01")))
                .as("a cent of rounding")
                .isEmpty();
        assertThat(reasons(Map.of("store_id", "999", "currency", "?", "quantity", "x")))
                .containsExactly("BAD_TYPE", "UNKNOWN_STORE", "BAD_CURRENCY");
    }

    @Test
    void countsTheMoneyOfLinesThatItRefuses() {
        StagedRow refused = judged(Map.of("unit_price", "-11062.06", "quantity", "1"));

        assertThat(at(refused, StagedLines.VERDICT)).isEqualTo("QUARANTINED");
        assertThat(amount(refused, StagedLines.PARSED_NET)).isEqualTo("-11062.0600");
        assertThat((String) at(refused, StagedLines.MESSAGE)).isEqualTo("unit_price: -11062.06 is below 0");
    }

    @Test
    void keepsUnknownColumnsWithoutCardNumbersAndNoCustomerWithoutAKey() {
        StagedRow row = judged(Map.of("note", "card 4111111111111111", "customer_id", "C42"));

        assertThat((Map<String, String>) at(row, SalesLines.EXTRAS))
                .containsExactly(Map.entry("note", "card ************1111"));
        assertThat(at(row, SalesLines.CUSTOMER_ID)).isNull();
        assertThat(at(row, StagedLines.CUSTOMER_DROPPED)).isEqualTo(true);
    }

    /** HMAC-SHA256 of RFC 4231, test case 2. */
    @Test
    void storesCustomersAsAKeyedHash() {
        CustomerKey key = CustomerKey.in(Map.of(CustomerKey.VARIABLE, "Jefe")).orElseThrow();

        assertThat(key.hasher().hash("what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(key).hasToString("(secret)");
    }

    @Test
    void hashesWhatALineSaysAndNotWhereItStood() {
        Object hash = at(judged(Map.of()), SalesLines.LINE_HASH);

        assertThat(at(judged(Map.of("line_number", "7", "message_ts", "2024-03-01T10:00:00Z")), SalesLines.LINE_HASH))
                .isEqualTo(hash);
        assertThat(at(judged(Map.of("quantity", "2.0")), SalesLines.LINE_HASH))
                .as("the same number")
                .isEqualTo(hash);
        assertThat(at(judged(Map.of("quantity", "3")), SalesLines.LINE_HASH)).isNotEqualTo(hash);
        assertThat(at(judged(Map.of("note", "x")), SalesLines.LINE_HASH)).isNotEqualTo(hash);
    }

    private static StagedRow judged(Map<String, String> changes) {
        Map<String, String> line = new TreeMap<>(Map.of(
                "store_id",
                "001",
                "transaction_id",
                "T1",
                "item_id",
                "4711",
                "sold_at",
                "2024-03-01 09:30:00",
                "quantity",
                "2",
                "unit_price",
                "2.50"));
        line.putAll(changes);
        StructType schema = new StructType();
        List<Object> values = new ArrayList<>();
        for (Map.Entry<String, String> field : line.entrySet()) {
            schema = schema.add(field.getKey(), DataTypes.StringType);
            values.add(field.getValue().isEmpty() ? null : field.getValue());
        }
        HashMap<String, StoreClock> stores = new HashMap<>();
        stores.put("001", new StoreClock(ZoneId.of("Europe/London"), "GBP", 0));
        stores.put("night", new StoreClock(ZoneId.of("Asia/Kolkata"), "INR", 4));
        SalesRules rules = new SalesRules(new SalesRules.Setting(
                LineLayout.byName(schema), stores, null, false, null, DateLimits.DEFAULT.at(NOW, KEPT_SINCE)));
        StagedRow out = new StagedRow(0, 2);
        rules.judge(RowFactory.create(values.toArray()), out);
        return out;
    }

    private static Object at(StagedRow row, String column) {
        return row.get(column);
    }

    private static String amount(StagedRow row, String column) {
        return ((Decimal) at(row, column)).toJavaBigDecimal().toPlainString();
    }

    private static Instant instant(StagedRow row, String column) {
        return Instant.ofEpochSecond((Long) at(row, column) / ZoneClock.MICROS);
    }

    private static List<String> reasons(Map<String, String> changes) {
        Object reasons = at(judged(changes), StagedLines.REASONS);
        return reasons == null ? List.of() : List.of((String[]) reasons);
    }
}

package io.scanline.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.table.SalesLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RawFilesTest {
    @Test
    void linesEndWithAnyOfTheThreeEndsAndKeepTheirNumbers() throws IOException {
        assertThat(lines("\uFEFFa\r\nb\rc\n\n  \nd", -1)).containsExactly("1 a", "2 b", "3 c", "4 ", "5   ", "6 d");
        assertThat(lines("", -1)).isEmpty();
        assertThat(lines("a\n", -1)).containsExactly("1 a");
        assertThat(lines("\"a\r\nb\",1\nc", '"')).containsExactly("1 \"a\nb\",1", "3 c");
        assertThat(lines("\"a\nb\n", -1)).containsExactly("1 \"a", "2 b");
    }

    @Test
    void keepsTheBeginningOfALineThatIsTooLong() throws IOException {
        RawLines lines = new RawLines(stream("x".repeat(200_000) + "\nnext"), -1);
        assertThat(lines.next()).isTrue();
        assertThat(lines.tooLong()).isTrue();
        assertThat(lines.text(UTF_8)).hasSize(RawLines.LONGEST);
        assertThat(lines.next()).isTrue();
        assertThat(lines.number() + lines.text(UTF_8)).isEqualTo("2next");
    }

    @Test
    void splitsQuotedFields() {
        assertThat(CsvRecord.split("a,\"b, \"\"c\"\"\",,d\"e\",", ',', '"'))
                .containsExactly("a", "b, \"c\"", "", "d\"e\"", "");
        assertThat(CsvRecord.split("a,\"b", ',', '"')).isNull();
        assertThat(CsvRecord.split("\"a\"b,c", ',', '"')).isNull();
    }

    @Test
    void readsOneObjectALine() {
        assertThat(JsonRecord.read("{\"A\":1.50,\"b\":null,\"c\":{\"d\":[1]},\"e\":\"x\"}"))
                .containsEntry("a", "1.50")
                .containsEntry("e", "x")
                .containsEntry("b", null);
        assertThat(JsonRecord.read("{\"a\":1,\"A\":2}")).isNull();
        assertThat(JsonRecord.read("{\"a\":1} 2")).isNull();
        assertThat(JsonRecord.read("[1]")).isNull();
        assertThat(JsonRecord.read("{\"a\":")).isNull();
    }

    @Test
    void countsHeaderAndBlankLinesApart() throws IOException {
        TextRecords records =
                new TextRecords(stream("\nTransaction_ID, quantity\nT1,2\n \nT2\n"), Layout.contract(), true);
        List<String> seen = new ArrayList<>();
        while (records.next()) {
            RawSale sale = records.sale();
            seen.add(records.kind()
                    + (sale == null ? "" : " " + sale.text("transaction_id") + " " + sale.number("quantity")));
        }
        assertThat(seen).containsExactly("BLANK", "HEADER", "CONTENT T1 2.0000", "BLANK", "CONTENT");
    }

    @Test
    void worksOutTheNetAmount() {
        assertThat(net(Map.of("net_amount", "1.25", "gross_amount", "2"))).isEqualTo("1.2500");
        assertThat(net(Map.of("gross_amount", "2", "discount_amount", ".5"))).isEqualTo("1.5000");
        assertThat(net(Map.of("unit_price", "0.3333", "quantity", "0.15")))
                .as("half even")
                .isEqualTo("0.0500");
        assertThat(net(Map.of("unit_price", "0.0005", "quantity", "0.5")))
                .as("half even")
                .isEqualTo("0.0002");
        assertThat(net(Map.of("unit_price", "3", "quantity", "2", "discount_amount", "1")))
                .isEqualTo("5.0000");
        assertThat(net(Map.of("unit_price", "3", "quantity", "1e2"))).isEqualTo("null");
        assertThat(net(Map.of("net_amount", "1.00001"))).isEqualTo("null");
    }

    @Test
    void readsTimesWithAndWithoutOffset() {
        assertThat(soldAt("2024-03-01 09:30")).isEqualTo(LocalDateTime.parse("2024-03-01T09:30"));
        assertThat(soldAt("2024-03-01T09:30:00.1234567")).isEqualTo(LocalDateTime.parse("2024-03-01T09:30:00.123456"));
        for (String offset : List.of("+01:00", "+0100", "+01")) {
            assertThat(soldAt("2024-03-01T09:30:00" + offset)).isEqualTo(OffsetDateTime.parse("2024-03-01T08:30:00Z"));
        }
        assertThat(soldAt("2024-02-30T09:30:00")).isNull();
        assertThat(soldAt("01.03.2024 09:30")).isNull();
    }

    @Test
    void followsColumnsOfAProfileAndTextsReplacedInThem() {
        Layout layout = Layout.profile("shop.yaml", """
                format: csv
                options: {separator: ';', header: false}
                columns:
                  store_id: "'S1'"
                  transaction_id: Receipt
                  quantity: "`Pieces sold`"
                  unit_price: price * 2
                  net_amount: replace(replace(Sum, '.', ''), ',', '.')
                  discount_amount: replace(upper(Off), ',', '.')
                  customer_id: regexp_replace(Loyalty, '[.]0$', '')
                """);
        assertThat(layout.columns())
                .containsEntry(SalesLines.TRANSACTION_ID, ColumnText.plain("Receipt"))
                .containsEntry(SalesLines.QUANTITY, ColumnText.plain("Pieces sold"))
                .containsEntry(SalesLines.CUSTOMER_ID, ColumnText.plain("Loyalty"))
                .doesNotContainKeys(SalesLines.STORE_ID, SalesLines.UNIT_PRICE, SalesLines.DISCOUNT_AMOUNT);
        assertThat(RawSale.of(layout, Map.of("Sum", " 1.234,50 ")::get).net()).isEqualByComparingTo("1234.50");
        assertThat(layout.knows(SalesLines.REGISTER_ID))
                .as("known to be left out")
                .isTrue();
        assertThat(RawSale.of(layout, Map.of("Receipt", "R1")::get).knowsNet()).isFalse();
    }

    @Test
    void hidesCardsAndCustomers() {
        RawSale sale = sale(Map.of("customer_id", "C77"));
        assertThat(ShownText.of("T1,4111 1111 1111 1111,C77,4006381333931", sale))
                .isEqualTo("T1,**** **** **** 1111,***,4006381333931");
    }

    private static List<String> lines(String text, int quote) throws IOException {
        RawLines lines = new RawLines(stream(text), quote);
        List<String> read = new ArrayList<>();
        while (lines.next()) {
            read.add(lines.number() + " " + lines.text(UTF_8));
        }
        return read;
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static RawSale sale(Map<String, String> texts) {
        return RawSale.of(Layout.contract(), texts::get);
    }

    private static String net(Map<String, String> texts) {
        return String.valueOf(sale(texts).net());
    }

    private static Object soldAt(String text) {
        return sale(Map.of("sold_at", text)).soldAt();
    }
}

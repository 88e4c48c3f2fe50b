package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.table.SalesLines;
import io.scanline.table.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Lines are told as {@code file:content@message time}; file -1 is the lake, and every content is its own hash. */
class KeySettlementTest {
    private static final StructType SCHEMA = new StructType()
            .add(SalesLines.STORE_ID, Types.STRING)
            .add(SalesLines.BUSINESS_DATE, Types.STRING)
            .add(SalesLines.REGISTER_ID, Types.STRING)
            .add(SalesLines.TRANSACTION_ID, Types.STRING)
            .add(SalesLines.LINE_NUMBER, Types.INT)
            .add(StagedLines.FILE, Types.INT)
            .add(StagedLines.LINE, Types.LONG)
            .add(KeySettlement.LOADED, Types.BOOLEAN)
            .add(SalesLines.LINE_HASH, Types.STRING)
            .add(SalesLines.MESSAGE_TS, Types.LONG)
            .add(SalesLines.NET_AMOUNT, Types.MONEY)
            .add(KeySettlement.CONTENT, Types.STRING);

    @Test
    void theSameContentIsADuplicateByEitherRule() {
        for (CorrectionRule rule : CorrectionRule.values()) {
            assertThat(settled(rule, "-1:a", "0:a", "1:a")).containsExactly("0 DUPLICATE", "1 DUPLICATE");
            assertThat(settled(rule, "0:a", "1:a")).containsExactlyInAnyOrder("0 NEW", "1 DUPLICATE");
        }
    }

    @Test
    void theNewerMessageReplacesByEitherRule() {
        for (CorrectionRule rule : CorrectionRule.values()) {
            assertThat(settled(rule, "-1:a@1", "0:b@2")).containsExactly("0 CORRECTED instead of a in the lake");
            assertThat(settled(rule, "-1:a@2", "0:b@1")).containsExactly("0 COLLISION instead of a");
        }
    }

    @Test
    void aLaterFileReplacesOnlyWhereItIsAccepted() {
        assertThat(settled(CorrectionRule.NEWER, "-1:a", "0:b")).containsExactly("0 COLLISION instead of a");
        assertThat(settled(CorrectionRule.ACCEPT, "-1:a", "0:b"))
                .containsExactly("0 CORRECTED instead of a in the lake");
        assertThat(settled(CorrectionRule.ACCEPT, "-1:a@5", "0:b"))
                .containsExactly("0 CORRECTED instead of a in the lake");
        assertThat(settled(CorrectionRule.ACCEPT, "-1:a@5", "0:b@5"))
                .containsExactly("0 CORRECTED instead of a in the lake");
        assertThat(settled(CorrectionRule.ACCEPT, "0:a", "1:b", "2:c"))
                .containsExactlyInAnyOrder(
                        "0 NEW superseded", "1 CORRECTED instead of a superseded", "2 CORRECTED instead of b");
    }

    @Test
    void twoContentsOfOneFileCollide() {
        assertThat(settled(CorrectionRule.ACCEPT, "0:a", "0:b"))
                .containsExactlyInAnyOrder("0 NEW", "0 COLLISION instead of a");
    }

    private static List<String> settled(CorrectionRule rule, String... lines) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split("[:@]");
            int file = Integer.parseInt(parts[0]);
            Long message = parts.length > 2 ? Long.valueOf(parts[2]) : null;
            rows.add(new GenericRowWithSchema(
                    new Object[] {
                        "s",
                        "2024-03-01",
                        "1",
                        "T1",
                        1,
                        file,
                        (long) rows.size(),
                        file < 0,
                        parts[1],
                        message,
                        BigDecimal.ONE,
                        parts[1]
                    },
                    SCHEMA));
        }
        List<String> verdicts = new ArrayList<>();
        new KeySettlement(rows.iterator(), rule).forEachRemaining(row -> verdicts.add(told(row)));
        return verdicts;
    }

    private static String told(Row row) {
        StringBuilder text = new StringBuilder()
                .append(row.getInt(0))
                .append(' ')
                .append(row.getString(KeySettlement.SCHEMA.fieldIndex(StagedLines.VERDICT)));
        if (!row.isNullAt(5)) {
            text.append(" instead of ").append(row.getString(5));
        }
        if (row.getBoolean(KeySettlement.SCHEMA.fieldIndex(KeySettlement.REPLACES_LOADED))) {
            text.append(" in the lake");
        }
        return text.append(
                        row.getBoolean(KeySettlement.SCHEMA.fieldIndex(KeySettlement.SUPERSEDED)) ? " superseded" : "")
                .toString();
    }
}

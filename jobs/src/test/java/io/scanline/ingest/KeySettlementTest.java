package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.scanline.table.Corrections;
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
            .add(KeySettlement.CONTENT, Types.STRING)
            .add(SalesLines.SOURCE_FILE, Types.STRING);

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

    @Test
    void namesTheFileOfTheLineThatStoodBefore() {
        assertThat(rows(CorrectionRule.NEWER, "-1:a@1", "3:b@2", "4:c@3"))
                .extracting(
                        row -> row.get(KeySettlement.SCHEMA.fieldIndex(Corrections.REPLACED_SOURCE_FILE)),
                        row -> row.get(KeySettlement.SCHEMA.fieldIndex(KeySettlement.REPLACED_FILE)))
                .containsExactly(tuple("loaded.csv", -1), tuple(null, 3));
    }

    private static List<String> settled(CorrectionRule rule, String... lines) {
        return rows(rule, lines).stream().map(KeySettlementTest::told).toList();
    }

    private static List<Row> rows(CorrectionRule rule, String... lines) {
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
                        parts[1],
                        file < 0 ? "loaded.csv" : null
                    },
                    SCHEMA));
        }
        List<Row> verdicts = new ArrayList<>();
        new KeySettlement(rows.iterator(), rule).forEachRemaining(verdicts::add);
        return verdicts;
    }

    private static String told(Row row) {
        StringBuilder text = new StringBuilder()
                .append(row.getInt(0))
                .append(' ')
                .append(row.getString(KeySettlement.SCHEMA.fieldIndex(StagedLines.VERDICT)));
        int replaced = KeySettlement.SCHEMA.fieldIndex(Corrections.REPLACED);
        if (!row.isNullAt(replaced)) {
            text.append(" instead of ").append(row.getString(replaced));
        }
        if (row.getBoolean(KeySettlement.SCHEMA.fieldIndex(KeySettlement.REPLACES_LOADED))) {
            text.append(" in the lake");
        }
        return text.append(
                        row.getBoolean(KeySettlement.SCHEMA.fieldIndex(KeySettlement.SUPERSEDED)) ? " superseded" : "")
                .toString();
    }
}

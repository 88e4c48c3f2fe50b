package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.table.SalesLines;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.junit.jupiter.api.Test;

class StagedRowTest {
    @Test
    void everyKindOfValueIsReadBackAsItWasSet() {
        StagedRow staged = new StagedRow(7, 12L);
        staged.set(SalesLines.STORE_ID, "Österåker €😀");
        staged.set(SalesLines.LINE_NUMBER, 3);
        staged.set(SalesLines.SOLD_AT, -1L);
        staged.set(SalesLines.LINE_VOIDED, true);
        staged.amount(SalesLines.NET_AMOUNT, -12_345);
        staged.amount(SalesLines.TAX_AMOUNT, FixedPoint.NONE);
        staged.parsedNet(999_999_999_999_999_999L);
        staged.set(SalesLines.EXTRAS, new TreeMap<>(Map.of("b", "", "a", "é")));
        staged.quarantine(List.of(Reasons.BAD_TYPE, Reasons.MISSING_FIELD), null, "why");

        Row row = read(staged.row());

        assertThat(row.<Integer>getAs(StagedLines.FILE)).isEqualTo(7);
        assertThat(row.<Long>getAs(StagedLines.LINE)).isEqualTo(12);
        assertThat(row.<Long>getAs(StagedLines.LINES)).isEqualTo(1);
        assertThat(row.<String>getAs(SalesLines.STORE_ID)).isEqualTo("Österåker €😀");
        assertThat(row.<Integer>getAs(SalesLines.LINE_NUMBER)).isEqualTo(3);
        assertThat(row.<Long>getAs(SalesLines.SOLD_AT)).isEqualTo(-1);
        assertThat(row.<Boolean>getAs(SalesLines.LINE_VOIDED)).isTrue();
        assertThat(row.<BigDecimal>getAs(SalesLines.NET_AMOUNT)).isEqualByComparingTo("-1.2345");
        assertThat(row.<BigDecimal>getAs(SalesLines.TAX_AMOUNT)).isNull();
        assertThat(row.<BigDecimal>getAs(StagedLines.PARSED_NET)).isEqualByComparingTo("99999999999999.9999");
        assertThat(row.<String, String>getJavaMap(row.fieldIndex(SalesLines.EXTRAS)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "é", "b", ""));
        assertThat(row.<String>getList(row.fieldIndex(StagedLines.REASONS)))
                .containsExactly(Reasons.BAD_TYPE, Reasons.MISSING_FIELD);
        assertThat(row.<String>getAs(StagedLines.FIELD)).isNull();
    }

    @Test
    void aTallyMayBeLargerThanAnAmount() {
        BigDecimal net = new BigDecimal("-123456789012345678901234.5000");

        Row row = read(StagedRow.tally(3, 1L << 40, net));

        assertThat(row.<String>getAs(StagedLines.VERDICT)).isEqualTo(StagedLines.TALLY);
        assertThat(row.<Long>getAs(StagedLines.LINES)).isEqualTo(1L << 40);
        assertThat(row.<BigDecimal>getAs(StagedLines.PARSED_NET)).isEqualByComparingTo(net);
    }

    /** As Spark stores the row and reads it. */
    private static Row read(InternalRow row) {
        InternalRow stored = UnsafeProjection.create(StagedRow.SCHEMA).apply(row);
        return (Row)
                CatalystTypeConverters.createToScalaConverter(StagedRow.SCHEMA).apply(stored);
    }
}

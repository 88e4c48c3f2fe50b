package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.scanline.config.ScanlineException;
import io.scanline.spark.SparkExtension;
import io.scanline.table.Types;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ProfileExpressionsTest {
    private static final StructType SOURCE = new StructType()
            .add("Invoice", Types.STRING)
            .add("Time", Types.STRING)
            .add("Qty", Types.STRING)
            .add("Note", Types.STRING);

    private final SparkSession spark;

    ProfileExpressionsTest(SparkSession spark) {
        this.spark = spark;
    }

    @Test
    void oneBadValueGivesNullForItsOwnLine() {
        ProfileExpressions expressions = ProfileExpressions.of(
                spark,
                profile("cast(Qty as decimal(18,4))", "to_timestamp(Time, 'yyyy-MM-dd HH:mm:ss')"),
                Fields.sales(),
                SOURCE);
        List<Row> rows = expressions
                .over(
                        spark.createDataFrame(
                                List.of(
                                        RowFactory.create("1", "2024-03-31 01:30:00", "2.5", ""),
                                        RowFactory.create("2", "soon", "many", "")),
                                SOURCE),
                        List.of("Invoice"))
                .collectAsList();

        Row good = rows.get(0).getStruct(1);
        assertThat((Object) good.getAs("sold_at")).isEqualTo(LocalDateTime.of(2024, 3, 31, 1, 30));
        assertThat(rows.get(0).getList(2)).isEmpty();
        Row bad = rows.get(1).getStruct(1);
        assertThat((Object) bad.getAs("sold_at")).isNull();
        assertThat((Object) bad.getAs("quantity")).isNull();
        assertThat(rows.get(1).getList(2)).containsExactly("NOT_FIRST");
        assertThat(spark.conf().get("spark.sql.ansi.enabled")).isEqualTo("true");
        assertThat(expressions.unusedColumns()).containsExactly("Note");
    }

    @Test
    void listsEveryExpressionThatDoesNotFitAndWhatTheSourceHas() {
        assertThatThrownBy(() ->
                        ProfileExpressions.of(spark, profile("Quantity", "to_timestamp(Time"), Fields.sales(), SOURCE))
                .isInstanceOfSatisfying(
                        ScanlineException.class, e -> assertThat(e.code()).isEqualTo(ScanlineException.Code.USAGE))
                .hasMessageContainingAll(
                        "columns.quantity: Quantity: there is no column `Quantity`. Did you mean",
                        "columns.sold_at",
                        "Invoice, Time, Qty, Note. Mend the profile.")
                .hasMessageNotContainingAny("UNRESOLVED", "line 1 pos");
    }

    @Test
    void aHeaderThatWasNotSplitIsToldByItsSeparator() {
        StructType source = new StructType().add("Invoice;Time;Qty", Types.STRING);

        assertThatThrownBy(() -> ProfileExpressions.of(spark, SourceProfile.contractLayout(), Fields.sales(), source))
                .hasMessageContainingAll("Invoice;Time;Qty", "They look separated by ';'", "--profile FILE");
    }

    @Test
    void refusesWhatReachesBeyondTheRow() {
        for (String text : List.of(
                "sum(Qty)",
                "row_number() over (order by Qty)",
                "explode(split(Qty, ','))",
                "(select 1)",
                "rand()",
                "uuid()",
                "current_timestamp()",
                "reflect('java.lang.System', 'exit', 0)",
                "java_method('java.lang.System', 'getenv', 'PATH')",
                "try_reflect('java.lang.System', 'getenv', 'PATH')",
                "raise_error('x')",
                "*",
                "Qty in (select Qty from x)",
                "upper(cast(current_date() as string))")) {
            assertThat(catchThrowable(
                            () -> ProfileExpressions.of(spark, profile(text, "Time"), Fields.sales(), SOURCE)))
                    .as(text)
                    .isInstanceOf(ScanlineException.class)
                    .hasMessageContaining("columns.quantity");
        }
    }

    @Test
    void theContractsOwnLayoutTakesColumnsByName() {
        StructType source = new StructType()
                .add("STORE_ID", Types.STRING)
                .add("transaction_id", Types.STRING)
                .add("sold_at", Types.STRING)
                .add("item_id", Types.STRING)
                .add("quantity", Types.STRING)
                .add("net_amount", Types.STRING)
                .add("loyalty.points", Types.STRING);

        ProfileExpressions expressions =
                ProfileExpressions.of(spark, SourceProfile.contractLayout(), Fields.sales(), source);

        assertThat(expressions.fields())
                .containsExactlyInAnyOrder(
                        "store_id", "transaction_id", "sold_at", "item_id", "quantity", "net_amount");
        assertThat(expressions.unusedColumns()).containsExactly("loyalty.points");
        assertThatThrownBy(() -> ProfileExpressions.of(spark, SourceProfile.contractLayout(), Fields.sales(), SOURCE))
                .hasMessageContainingAll("store_id is required", "item_id or scan_code is required");
    }

    private static SourceProfile profile(String quantity, String soldAt) {
        String yaml = """
                format: csv
                columns:
                  store_id: "'S'"
                  transaction_id: Invoice
                  item_id: "'I'"
                  unit_price: "'1'"
                  sold_at: "%s"
                  quantity: "%s"
                reject-when: {NOT_FIRST: Invoice <> '1'}
                """.formatted(soldAt, quantity);
        return ProfileReader.read("test.yaml", yaml, Fields.sales());
    }
}

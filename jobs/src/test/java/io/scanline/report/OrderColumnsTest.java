package io.scanline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class OrderColumnsTest {
    private static final StructType SCHEMA = new StructType()
            .add("store", DataTypes.StringType)
            .add("cost", DataTypes.createDecimalType(18, 4))
            .add("phantom", DataTypes.BooleanType)
            .add("reason", DataTypes.StringType);

    @Test
    void keepsEveryTextOnceAndEveryNumberAsItIs() throws Exception {
        JsonNode lines = json(
                100_000,
                line("S1", "12.5000", true, "Order 24 (2 packs)."),
                line("S2", null, false, "Order 6 (1 packs)."),
                line(null, "100", false, "Order 6 (1 packs)."),
                line("S1", "0", false, "Stock 07 of 1.50 on 3 March; 2.5 left."));

        assertThat(lines.at("/count").asInt()).isEqualTo(4);
        assertThat(lines.at("/texts/store/values").toString()).isEqualTo("[\"S1\",\"S2\"]");
        assertThat(lines.at("/texts/store/at").toString()).isEqualTo("[0,1,-1,0]");
        assertThat(lines.at("/numbers/cost").toString()).isEqualTo("[12.5,null,100,0]");
        assertThat(lines.at("/numbers/phantom").toString()).isEqualTo("[1,0,0,0]");
        assertThat(lines.at("/sentences/reason/at").toString()).isEqualTo("[0,0,0,1]");
        assertThat(lines.at("/sentences/reason/patterns/0").toString()).isEqualTo("[\"Order \",\" (\",\" packs).\"]");
        assertThat(lines.at("/sentences/reason/patterns/1").toString())
                .as("07 and 1.50 would not come back as they are")
                .isEqualTo("[\"Stock 07 of 1.50 on \",\" March; \",\" left.\"]");
        assertThat(lines.at("/sentences/reason/numbers").toString()).isEqualTo("[24,2,6,1,6,1,3,2.5]");
        assertThat(lines.has("first")).isFalse();
    }

    @Test
    void takesAsManyLinesAsFit() throws Exception {
        Row[] rows = new Row[100];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = line("Store " + i, "1", false, "");
        }

        assertThat(json(500, rows).at("/count").asInt()).isBetween(20, 40);
    }

    private static Row line(String store, String cost, boolean phantom, String reason) {
        Object[] cells = {store, cost == null ? null : new BigDecimal(cost), phantom, reason};
        return new GenericRowWithSchema(cells, SCHEMA);
    }

    private static JsonNode json(int bytes, Row... rows) throws Exception {
        return new ObjectMapper()
                .readTree(Page.inert(OrderColumns.of(SCHEMA, List.of(rows).iterator(), "reason", bytes)));
    }
}

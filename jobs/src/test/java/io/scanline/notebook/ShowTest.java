package io.scanline.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.spark.SparkExtension;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

@ExtendWith(SparkExtension.class)
class ShowTest {
    private final Dataset<Row> sales;

    ShowTest(SparkSession spark) {
        sales = spark.sql("""
                select * from values
                (date'2025-03-04', 'B & <C>', 30.5000, cast(null as double)),
                (date'2025-03-01', 'A', 100.0000, 80d),
                (date'2025-03-02', 'A', 0.0000, 90d),
                (date'2025-03-03', 'A', 50.2500, cast(null as double)) as sales(day, store, actual, base)
                """);
    }

    @Test
    void aTableTakesNothingForMarkupAndSaysWhereThereIsMore() throws Exception {
        String html = Show.table(sales.orderBy("day"), 4);
        Document table = parsed(html);

        assertThat(texts(table, "th")).containsExactly("day", "store", "actual", "base");
        assertThat(texts(table, "td"))
                .containsExactly(
                        "2025-03-01",
                        "A",
                        "100",
                        "80.00",
                        "2025-03-02",
                        "A",
                        "0",
                        "90.00",
                        "2025-03-03",
                        "A",
                        "50.25",
                        "",
                        "2025-03-04",
                        "B & <C>",
                        "30.5",
                        "");
        assertThat(html).doesNotContain("The first");
        assertThat(Show.table(sales, 3)).contains("The first 3 rows.");
        assertThat(Show.table(sales.sparkSession().sql("select timestamp'2025-03-01 10:30:00' as at")))
                .contains("2025-03-01T10:30:00Z");
    }

    @Test
    void aChartHasALineForEachColumnInTheOrderOfXWithGapsForNulls() throws Exception {
        Document chart = parsed(Show.chart("Sales & co", sales, "day", "actual", "base"));

        List<String> paths = new ArrayList<>();
        for (int i = 0; i < chart.getElementsByTagName("path").getLength(); i++) {
            paths.add(chart.getElementsByTagName("path")
                    .item(i)
                    .getAttributes()
                    .getNamedItem("d")
                    .getNodeValue());
        }
        // legend and line of each; 0 to 100 is 270 down to 50, three days are 80 to 800
        assertThat(paths)
                .containsExactly(
                        "M80 32h24",
                        "M80.0 50.0h0L320.0 270.0L560.0 159.5L800.0 202.9",
                        "M260 32h24",
                        "M80.0 94.0h0L320.0 72.0");
        assertThat(texts(chart, "text"))
                .containsExactly(
                        "Sales & co", "0", "20", "40", "60", "80", "100", "2025-03-01", "2025-03-04", "actual", "base");
        assertThat(chart.getDocumentElement().getAttribute("aria-label"))
                .isEqualTo("Sales & co: actual, base, from 2025-03-01 to 2025-03-04, between 0 and 100");
    }

    @Test
    void aChartOfNothingSaysSoAndOneOfTooMuchIsRefused() {
        assertThat(Show.chart("Sales", sales.limit(0), "day", "actual")).contains("nothing to draw");
        assertThatThrownBy(() -> Show.chart(
                        "Many",
                        sales.sparkSession().range(LineChart.MOST_ROWS + 1).toDF(),
                        "id",
                        "id"))
                .hasMessageContaining("More than 2000 points");
    }

    private static List<String> texts(Document document, String tag) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < document.getElementsByTagName(tag).getLength(); i++) {
            texts.add(document.getElementsByTagName(tag).item(i).getTextContent());
        }
        return texts;
    }

    private static Document parsed(String html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }
}

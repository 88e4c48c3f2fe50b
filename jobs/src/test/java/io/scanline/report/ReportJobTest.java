package io.scanline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.storage.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ReportJobTest {
    /** The page names it in commands to type. */
    private static final String LAKE = "lake of 50% #1";

    @TempDir
    static Path folder;

    private static String page;
    private static JsonNode data;

    @BeforeAll
    static void writeReport(SparkSession spark) throws IOException {
        SmallChain.fill(TestLake.in(folder.resolve(LAKE), spark));
        ScaledRuns.fill(TestLake.in(folder.resolve(LAKE), spark));
        page = written("report.html", LAKE, spark);
        data = data(page);
    }

    @Test
    void showsTheLastCompleteDayAndSaysSo() {
        assertThat(data.at("/sales/day").asText()).isEqualTo("2024-03-23");
        assertThat(data.at("/sales/lastDay").asText()).isEqualTo("2024-03-24");
        assertThat(data.at("/sales/dayNote").asText()).contains("last complete day");
    }

    @Test
    void comparesTheDayWithTheSameWeekdayLastYearAndLastWeek() {
        JsonNode day = data.at("/sales/currencies/0/day");
        assertThat(day.at("/netSales").decimalValue()).isEqualByComparingTo("300");
        assertThat(day.at("/lastYear").decimalValue()).isEqualByComparingTo("240");
        assertThat(day.at("/lastWeek").decimalValue()).isEqualByComparingTo("270");
        assertThat(day.at("/basketValue").decimalValue()).isEqualByComparingTo("20");
    }

    @Test
    void takesTheMedianOfFourWeeksAsTheUsualHour() {
        JsonNode nine = data.at("/sales/currencies/0/hours/0");
        assertThat(nine.at("/hour").asInt()).isEqualTo(9);
        assertThat(nine.at("/usual").decimalValue()).isEqualByComparingTo("115");
    }

    @Test
    void holdsEveryHourOfTheWeekAgainstItsUsual() {
        JsonNode week = data.at("/sales/currencies/0/week");
        assertThat(week).hasSize(7);
        assertThat(week.at("/6/date").asText()).isEqualTo("2024-03-23");
        assertThat(week.at("/6/hours/2/usual").decimalValue()).isEqualByComparingTo("115");
        assertThat(week.at("/4/hours/0/netSales").decimalValue())
                .as("another store's Thursday")
                .isEqualByComparingTo("100");
        assertThat(week.at("/4/hours/0/usual").isNull()).isTrue();
        assertThat(week.at("/5/hours")).as("no Friday has sales").isEmpty();
    }

    @Test
    void drawsRegionsBesideLastYearAndTheBandOfPastWeeks() {
        JsonNode days = data.at("/sales/regions/0/days");
        JsonNode last = days.path(days.size() - 1);
        assertThat(data.at("/sales/regions/0/entity").asText()).isEqualTo("Rhône");
        assertThat(last.at("/netSales").decimalValue()).isEqualByComparingTo("300");
        assertThat(last.at("/lastYear").decimalValue()).isEqualByComparingTo("240");
        assertThat(last.at("/low").decimalValue())
                .as("between 270 and 330, the lowest two of four weeks")
                .isEqualByComparingTo("288");
        assertThat(last.at("/high").decimalValue()).isEqualByComparingTo("381");
    }

    @Test
    void tellsTheHoursAroundAnEventBesideThoseOfPastWeeks() {
        JsonNode hours = data.at("/events/stories/0/hours");
        assertThat(hours)
                .as("a day before to a day after, where there are sales")
                .hasSize(4);
        assertThat(hours.at("/0").toString())
                .isEqualTo("{\"date\":\"2024-03-23\",\"hour\":9,\"actual\":100,\"low\":96,\"usual\":115,\"high\":127}");
        assertThat(hours.at("/3/actual").asInt()).isEqualTo(40);
        assertThat(hours.at("/3/usual").isNull()).isTrue();
    }

    @Test
    void leavesAComparisonOpenThatHasNoBase() {
        JsonNode region = data.at("/sales/places/1");
        assertThat(region.at("/entity").asText()).isEqualTo("Rhône");
        assertThat(region.at("/lastYear").isNull()).isTrue();
        assertThat(region.at("/pct").isNull()).isTrue();
        assertThat(region.at("/forecastPct").isNull()).isTrue();
        assertThat(data.at("/sales/places/0/likeForLikePct").isNull()).isTrue();
        assertThat(data.at("/sales/places/0/forecastPct").asDouble()).isEqualTo(-0.0625);
    }

    @Test
    void namesStoresThatSentNothing() {
        assertThat(data.at("/sales/storesTrading").asInt()).isEqualTo(1);
        assertThat(data.at("/sales/storesExpected").asInt()).isEqualTo(2);
        assertThat(data.at("/sales/silentStores/0/name").asText()).isEqualTo("Paris Nord (S2)");
        assertThat(data.at("/sales/silentStores/0/lastDay").asText()).isEqualTo("2024-03-21");
    }

    @Test
    void foldsExplainedEventsIntoTheirStory() {
        assertThat(data.at("/events/open").asInt()).isEqualTo(3);
        assertThat(data.at("/events/parents").asInt()).isEqualTo(1);
        assertThat(data.at("/events/bySeverity").toString()).isEqualTo("{\"HIGH\":1}");
        assertThat(data.at("/events/retracted").asInt()).isEqualTo(1);
        assertThat(data.at("/events/stories")).hasSize(1);
        assertThat(data.at("/events/stories/0/childCount").asInt()).isEqualTo(2);
        assertThat(data.at("/events/stories/0/from").asText())
                .as("in the store's own time")
                .isEqualTo("2024-03-23 14:00");
        assertThat(data.at("/events/stories/0/drivers/0/value").asText()).isEqualTo("Dairy");
        assertThat(data.at("/events/stories/0/drivers/1/value").asText()).isEqualTo("Paris Nord (S2)");
    }

    @Test
    void listsOrdersByPriorityAndTotalsThem() {
        assertThat(data.at("/reorder/lines").asInt())
                .as("an order of nothing is no order")
                .isEqualTo(2);
        assertThat(data.at("/reorder/totals/0/cost").decimalValue()).isEqualByComparingTo("25.25");
        assertThat(data.at("/reorder/atRisk").asInt()).isEqualTo(1);
        assertThat(text(0, "itemName").asText()).isEqualTo(SmallChain.HOSTILE);
        assertThat(text(1, "uom").asText()).isEqualTo("KGM");
    }

    @Test
    void saysWhatIsOrderedOtherwiseThanTheLastTime() {
        JsonNode changes = data.at("/reorder/changes");

        assertThat(changes.at("/counts").toString())
                .isEqualTo("{\"came\":1,\"went\":0,\"more\":1,\"less\":0,\"same\":0}");
        assertThat(changes.at("/largest").findValuesAsText("item"))
                .as("by money; nothing now and before is no line, nor is one whose supplier takes no order")
                .containsExactly("I2", "I1");
        assertThat(changes.at("/largest/1/costChange").asInt()).isEqualTo(6);
        assertThat(changes.at("/largest/1/before").asText()).isEqualTo(SmallChain.DAY.toString());
        assertThat(changes.at("/largest/1/unitsBefore").asInt()).isEqualTo(8);
        assertThat(changes.at("/largest/1/units").asInt()).isEqualTo(12);
    }

    @Test
    void addsForecastsUpByUnitNeverPiecesToKilograms() {
        JsonNode pieces = data.at("/forecast/series/0");
        assertThat(pieces.at("/unit").asText()).isEqualTo("EA");
        assertThat(pieces.at("/days/1/mean").decimalValue()).isEqualByComparingTo("20");
        assertThat(pieces.at("/days/1/high").decimalValue()).isEqualByComparingTo("30");
        assertThat(pieces.at("/history/1/demand").decimalValue()).isEqualByComparingTo("9.5");
        assertThat(pieces.at("/days/1/variance").decimalValue())
                .as("20 + 0.5 x 20 x 20")
                .isEqualByComparingTo("220");
        assertThat(data.at("/forecast/series/1/unit").asText()).isEqualTo("KGM");
        assertThat(data.at("/forecast/scores/0/wrmsse").asDouble()).isEqualTo(0.671);
        assertThat(data.at("/forecast/scores/0/coverage90").asDouble()).isEqualTo(0.91);
    }

    @Test
    void showsTheItemsThatTheBacktestMissedByMostMoney() {
        JsonNode misses = data.at("/forecast/misses");
        assertThat(misses).as("the other one has no price").hasSize(1);
        assertThat(misses.at("/0/item_id").asText()).isEqualTo("I1");
        assertThat(misses.at("/0/store_id").asText()).isEqualTo("S1");
        assertThat(misses.at("/0/money").decimalValue()).as("3 x 2.50").isEqualByComparingTo("7.5");
        assertThat(misses.at("/0/history/0/date").asText()).isEqualTo("2024-02-20");
        assertThat(misses.at("/0/history/1/demand").asDouble()).isEqualTo(9.5);
        assertThat(misses.at("/0/days/1/demand").asDouble()).isEqualTo(20);
    }

    @Test
    void showsOneExampleAQuarantineReason() {
        JsonNode reason = data.at("/quality/quarantine/reasons/0");
        assertThat(reason.at("/count").asInt()).isEqualTo(2);
        assertThat(reason.at("/line").asInt()).as("the first line with it").isEqualTo(4);
        assertThat(reason.at("/file").asText()).isEqualTo("day/a.csv");
        assertThat(data.at("/quality/files/total").asInt())
                .as("without what was replaced")
                .isEqualTo(10);
        assertThat(data.at("/quality/files/replaced").asInt()).isEqualTo(1);
        assertThat(data.at("/quality/runs/0/finished").asText()).isEqualTo("2024-03-24T04:00");
    }

    @Test
    void keepsHostileNamesOutOfTheMarkup() {
        assertThat(page).doesNotContain("alert(1)</script>").doesNotContain("<b>raw</b>");
        assertThat(page.substring(page.indexOf("report-data")))
                .as("ends a line of a script")
                .doesNotContain("\u2028");
        assertThat(page).contains("\\u003cscript\\u003ealert(1)\\u003c/script\\u003e");
    }

    @Test
    void allowsExactlyItsOwnScriptsAndStyleAndNoConnection() throws Exception {
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]+)\"")
                .matcher(page);
        assertThat(policy.find()).isTrue();
        assertThat(policy.group(1))
                .startsWith("default-src 'none';")
                .doesNotContain("unsafe")
                .doesNotContain("http");
        Matcher element =
                Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(page);
        int elements = 0;
        while (element.find()) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(element.group(2).getBytes(StandardCharsets.UTF_8));
            assertThat(policy.group(1)).contains("sha256-" + Base64.getEncoder().encodeToString(digest));
            elements++;
        }
        assertThat(elements).isEqualTo(4);
    }

    @Test
    void refersToNothingOutsideItself() {
        String markup = page.replaceAll("(?s)<script.*?</script>", "");
        assertThat(markup)
                .doesNotContainPattern("(src|srcset|action|formaction)\\s*=")
                .doesNotContainPattern("url\\(|@import");
        Matcher reference = Pattern.compile("href=\"([^\"]*)\"").matcher(markup);
        while (reference.find()) {
            assertThat(reference.group(1)).matches("#.*|data:.*");
        }
    }

    @Test
    void isTheSameFileForTheSameTables(SparkSession spark) throws IOException {
        assertThat(written("again.html", LAKE, spark)).isEqualTo(page);
    }

    @Test
    void tellsWhatAnEmptyLakeLacksAndHowToFillIt(SparkSession spark) throws IOException {
        JsonNode empty = data(written("empty.html", "empty", spark));
        assertThat(empty.at("/sales").isNull()).isTrue();
        assertThat(empty.at("/missing").findValuesAsText("section"))
                .containsExactly("sales", "events", "reorder", "forecast", "data");
        assertThat(empty.at("/missing").findValuesAsText("command"))
                .allMatch(command -> command.startsWith("jobs/bin/scanline "));
    }

    private static JsonNode text(int row, String column) {
        JsonNode texts = data.at("/reorder/rows/texts/" + column);
        return texts.path("values").path(texts.path("at").path(row).asInt());
    }

    private static String written(String file, String lake, SparkSession spark) throws IOException {
        Path out = folder.resolve(file);
        TestLake.run(
                folder.resolve(lake), spark, new ReportJob(new ReportOptions(Location.of(out), "jobs/bin/scanline")));
        return Files.readString(out);
    }

    private static JsonNode data(String html) throws IOException {
        Matcher script = Pattern.compile(
                        "<script type=\"application/json\" id=\"report-data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(html);
        assertThat(script.find()).isTrue();
        return new ObjectMapper().readTree(script.group(1));
    }
}

package io.scanline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.storage.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as a reader has it, in Chromium: of a small chain, of a large one with as many order lines as the file holds, and of nothing. */
@ExtendWith(SparkExtension.class)
class ReportBrowserTest {
    private static final int LINES = 50_000;
    private static final int DESK = 1280;
    private static final int MOST_BYTES = 10_000_000;

    /** Until the page answers. */
    private static final double INTERACTIVE_SECONDS = 2;

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Path small;
    private static Path large;
    private static Path empty;

    @BeforeAll
    static void writeReports(SparkSession spark) throws IOException, InterruptedException {
        browser = Browser.start();
        SmallChain.fill(TestLake.in(folder.resolve("small"), spark));
        SmallChain.fill(TestLake.in(folder.resolve("large"), spark));
        ManyOrders.fill(TestLake.in(folder.resolve("large"), spark), LINES);
        small = written("small", spark);
        large = written("large", spark);
        empty = written("empty", spark);
    }

    @AfterAll
    static void closeBrowser() throws InterruptedException {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void drawsOfflineWithoutAComplaint() {
        for (Path page : List.of(small, large, empty)) {
            Tab tab = browser.open(page, DESK);

            assertThat(tab.value("document.documentElement.dataset.drawn").asText())
                    .isEqualTo("true");
            assertThat(tab.complaints()).isEmpty();
            assertThat(tab.requests()).containsExactly(page.toUri().toString());
        }
    }

    @Test
    void showsWhatTheTablesSay() {
        Tab tab = browser.open(small, DESK);
        tab.unroll(DESK);

        assertThat(tab.text("main"))
                .contains("1 unusual event needs a look (3 with what it explains).")
                .contains("Lyon sold 40% less than usual.")
                .contains("up 25.0%")
                .contains("no last year")
                .contains("Bananas")
                .contains(SmallChain.HOSTILE);
        assertThat(tab.value("document.querySelectorAll('main svg').length").asInt())
                .as("three charts and the small one")
                .isGreaterThanOrEqualTo(4);
        assertThat(browser.open(empty, DESK).text("main")).contains("There are no hourly sales yet.");
    }

    @Test
    void holdsAllTheLinesAndStaysInteractive() throws IOException {
        assertThat(Files.size(large)).isLessThan(MOST_BYTES);
        Tab tab = browser.open(large, DESK);
        assertThat(tab.secondsOfWork()).isLessThan(INTERACTIVE_SECONDS);
        assertThat(tab.text(".status-line")).startsWith("1 to 25 of 50,000 matching lines, worth GBP");
        assertThat(tab.value("document.querySelectorAll('*').length").asInt())
                .as("elements do not grow with the lines")
                .isLessThan(5_000);
    }

    @Test
    void findsLinesByWordsInAnyOfTheirTexts() {
        Tab tab = browser.open(large, DESK);

        search(tab, "BANANAS street supplier-2");
        assertThat(tab.text(".status-line")).startsWith("1 to 25 of ");
        assertThat(column(tab, 1)).hasSize(25).allMatch(item -> item.startsWith("Bananas, loose"));
        assertThat(column(tab, 1)).allMatch(item -> item.contains("from SUPPLIER-2"));
        search(tab, "nobody sells this");
        assertThat(tab.text(".status-line")).startsWith("No line matches.");
    }

    @Test
    void filtersByStoreAndSupplierAndKeepsThatInTheAddress() {
        Tab tab = browser.open(large, DESK);

        choose(tab, "Store", "0007");
        assertThat(tab.text(".status-line")).startsWith("1 to 25 of 250 matching lines");
        choose(tab, "Supplier", "SUPPLIER-3");
        assertThat(column(tab, 2)).isNotEmpty().allMatch(store -> store.startsWith("High Street 7"));
        assertThat(tab.value("location.hash").asText()).isEqualTo("#reorder?supplier=SUPPLIER-3&store=0007");
        choose(tab, "Store", "");
        choose(tab, "Supplier", "");
        assertThat(tab.value("location.hash").asText()).isEqualTo("#reorder");
    }

    @Test
    void sortsByAnyColumnBothWays() {
        Tab tab = browser.open(large, DESK);

        tab.value("[...document.querySelectorAll('button.sort')].find(b => b.textContent.startsWith('Cost')).click()");
        assertThat(tab.value("document.querySelector('th[aria-sort=descending]').textContent")
                        .asText())
                .startsWith("Cost");
        List<String> dearest = column(tab, 7);
        tab.value("[...document.querySelectorAll('button.sort')].find(b => b.textContent.startsWith('Cost')).click()");
        List<String> cheapest = column(tab, 7);
        assertThat(dearest).as("24 at up to 10.49").allMatch("GBP\u00a0251.76"::equals);
        assertThat(cheapest).as("24 at 0.50").allMatch("GBP\u00a012.00"::equals);
        tab.value("[...document.querySelectorAll('button.sort')].find(b => b.textContent === 'Item').click()");
        assertThat(column(tab, 1)).allMatch(item -> item.startsWith("Bananas, loose, 52 g"));
    }

    @Test
    void isReadWithTheKeyboardAlone() {
        Tab tab = browser.open(large, DESK);

        tab.press("/");
        tab.type("eggs");
        tab.await("location.hash.includes('eggs')");
        tab.press("Enter");
        tab.press("ArrowDown");
        assertThat(tab.value("[...document.querySelectorAll('.orders button.open')].indexOf(document.activeElement)")
                        .asInt())
                .isEqualTo(1);
        tab.press("Enter");
        assertThat(tab.text("tr.detail .sum")).startsWith("Net need");
        tab.press("PageDown");
        assertThat(tab.text(".status-line")).startsWith("26 to 50 of ");
        assertThat(tab.value("document.activeElement.className").asText()).contains("open");
        tab.press("/");
        tab.press("Escape");
        assertThat(tab.text(".status-line")).startsWith("1 to 25 of 50,000");
    }

    @Test
    void opensWhereALinkPoints() {
        String page = large.toUri().toString();
        Tab tab = browser.open(page + "#reorder?store=0007&sort=-cost&page=2", DESK);
        assertThat(tab.text(".status-line")).startsWith("26 to 50 of 250 matching lines");
        assertThat(tab.value("document.getElementById('reorder').getBoundingClientRect().top")
                        .asDouble())
                .as("in view")
                .isBetween(-50.0, 200.0);

        Tab line = browser.open(page + "#reorder?store=0007&item=100002", DESK);
        assertThat(line.text(".status-line")).startsWith("All 1 matching line");
        assertThat(line.text("tr.detail")).contains("units likely needed until Thursday's delivery; rounded up");
        assertThat(line.text("tr.detail")).contains("36 with a pack less in stock");
        line.value("location.hash = document.querySelector('tr.detail a').getAttribute('href')");
        line.await("document.querySelectorAll('tr.detail').length === 1");
    }

    @Test
    void hasAPageForEveryEvent() {
        String page = small.toUri().toString();
        Tab tab = browser.open(page + "#event-E1", DESK);

        assertThat(tab.text("#events-body"))
                .contains("Sat\u00a023\u00a0Mar\u00a02024, 14:00 to 17:00 (Europe/Paris)")
                .contains("How sure: ")
                .contains("Department Dairy");
        assertThat(tab.value("document.querySelector('#events-body .event .chart').getAttribute('aria-label')")
                        .asText())
                .startsWith("Net sales from");
        tab.value("document.querySelector('#events-body a[href=\"#events\"]').click()");
        tab.await("document.querySelector('#events-body .events').checkVisibility()");
        tab.value("document.querySelector('#events-body .event h3 a').click()");
        tab.await("location.hash === '#event-E1' && !document.querySelector('#events-body .events').checkVisibility()");

        assertThat(browser.open(page + "#event-E3", DESK).text("#events-body article"))
                .as("one that is folded into another")
                .contains("Milk fell in Lyon.");
        assertThat(browser.open(page + "#event-E99", DESK).text("#events-body")).contains("is not in this report");
    }

    @Test
    void showsTheWeekByHourAndMarksEventsOnRegions() {
        Tab tab = browser.open(small, DESK);

        assertThat(tab.text(".week tbody tr:last-child")).isEqualTo("Sat 23\u00a0Mar\u221213\u221213\u221213");
        assertThat(tab.value("document.querySelectorAll('.multiple .mark').length")
                        .asInt())
                .isEqualTo(1);
        assertThat(tab.text(".multiples")).contains("up 25.0%");
    }

    @Test
    void printsAFirstPartAndSaysWhatItLeavesOut() {
        Tab tab = browser.open(large, DESK);
        tab.show("print", "light");
        tab.value("dispatchEvent(new Event('beforeprint'))");

        assertThat(column(tab, 1)).hasSize(100);
        assertThat(tab.value("document.querySelector('#reorder-body').innerText")
                        .asText())
                .contains("Printed: the first 100 of 50,000 lines");
        assertThat(tab.value("document.querySelector('.bar').checkVisibility()").asBoolean())
                .isFalse();
        byte[] pdf = Base64.getDecoder()
                .decode(tab.send("Page.printToPDF", Map.of()).path("data").asText());
        assertThat(tab.value("[...document.querySelectorAll('.chart')].every(c => c.querySelector('svg'))")
                        .asBoolean())
                .as("charts are on paper that never were in the window")
                .isTrue();
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        tab.value("dispatchEvent(new Event('afterprint'))");
        assertThat(column(tab, 1)).hasSize(25);
    }

    @Test
    void showsAFirstPartWithoutScripts() {
        Tab tab = browser.open("about:blank", DESK);
        tab.withoutScripts();
        tab.go(large.toUri().toString());

        String text = tab.outline();
        assertThat(text)
                .contains("Scripts are off, so this is the report's first part")
                .contains("Lyon sold 40% less than usual.")
                .contains("The 40 most urgent of 50,000 lines for 2024-03-24")
                .doesNotContain("Sales against last year");
        tab.go(small.toUri().toString());
        assertThat(tab.outline()).contains("<script>alert(1)</script>");
        assertThat(tab.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 500, 640, 768, 1280, 1920, 2560})
    void fitsIntoAWindow(int width) {
        for (Path page : List.of(small, large, empty)) {
            Tab tab = browser.open(page, width);
            assertThat(tab.value("document.documentElement.scrollWidth").asInt())
                    .as(page.getFileName().toString())
                    .isLessThanOrEqualTo(width);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void hasTheContrastOfWcagDoubleA(String scheme) throws IOException {
        for (int width : List.of(360, DESK)) {
            Tab tab = browser.open("about:blank", width);
            tab.show("screen", scheme);
            tab.go(small.toUri().toString());
            tab.value("document.querySelectorAll('details').forEach(d => { d.open = true; });"
                    + "document.querySelectorAll('.orders button.open')[0].click()");
            tab.unroll(width);
            assertThat(tab.value("getComputedStyle(document.documentElement).colorScheme")
                            .asText())
                    .isEqualTo(scheme);

            JsonNode contrast = tab.value(script("contrast.js"));

            assertThat(contrast.path("seen").asInt()).as("texts looked at").isGreaterThan(200);
            assertThat(contrast.path("poor")).isEmpty();
        }
    }

    @Test
    void keepsTheThemeThatIsChosen() {
        Tab tab = browser.open(small, DESK);
        tab.show("screen", "light");
        String light =
                tab.value("getComputedStyle(document.body).backgroundColor").asText();
        tab.value("['light', 'dark'].forEach(() => document.getElementById('theme-button').click())");

        assertThat(tab.text("#theme-button")).isEqualTo("Theme: dark");
        assertThat(tab.value("getComputedStyle(document.body).backgroundColor").asText())
                .isNotEqualTo(light);
    }

    @Test
    void tellsEveryPictureInWords() {
        Tab tab = browser.open(small, DESK);
        tab.unroll(DESK);

        assertThat(tab.value("document.querySelectorAll('[role=img]').length").asInt())
                .isGreaterThanOrEqualTo(3);
        assertThat(
                        tab.value(
                                "[...document.querySelectorAll('svg, canvas, img')].filter(p =>"
                                        + " !p.closest('[aria-hidden=true]') && !(p.closest('[role=img]') || p).getAttribute('aria-label')).length"))
                .as("pictures without a text")
                .hasToString("0");
        assertThat(
                        tab.value(
                                "[...document.querySelectorAll('.chart')].filter(c => !c.closest('.card').querySelector('details.numbers, table')).length"))
                .as("charts without their numbers")
                .hasToString("0");
    }

    private static void search(Tab tab, String words) {
        tab.value("{ const box = document.getElementById('order-search'); box.value = " + Tab.quoted(words)
                + "; box.dispatchEvent(new Event('input')); }");
        tab.await("new URLSearchParams(location.hash.split('?')[1]).get('find') === " + Tab.quoted(words));
    }

    private static void choose(Tab tab, String label, String value) {
        tab.value("{ const box = [...document.querySelectorAll('.tools label')].find(l => l.textContent.startsWith("
                + Tab.quoted(label) + ")).querySelector('select'); box.value = " + Tab.quoted(value)
                + "; box.dispatchEvent(new Event('change')); }");
    }

    /** Texts of the order list's column on the page that is shown; 1 is the first column. */
    private static List<String> column(Tab tab, int number) {
        JsonNode texts = tab.value("[...document.querySelectorAll('.orders tbody tr:not(.detail) > :nth-child(" + number
                + ")')].map(cell => cell.textContent)");
        return IntStream.range(0, texts.size())
                .mapToObj(i -> texts.get(i).asText())
                .toList();
    }

    private static String script(String name) throws IOException {
        try (InputStream in = ReportBrowserTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path written(String lake, SparkSession spark) {
        Path out = folder.resolve(lake + ".html");
        TestLake.run(
                folder.resolve(lake), spark, new ReportJob(new ReportOptions(Location.of(out), "jobs/bin/scanline")));
        return out;
    }
}

package io.scanline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Makes the README's pictures anew, from the report that {@code scanline.pictures} names: that of the demo. */
@EnabledIfSystemProperty(named = "scanline.pictures", matches = ".+")
class ReportPictures {
    private static final Path FOLDER = Path.of(System.getProperty("scanline.project"), "jobs/docs");
    private static final int WIDTH = 1100;
    private static final int DAY_HEIGHT = 1270;
    private static final int EVENTS_HEIGHT = 760;
    private static final int MOST_BYTES = 150_000;

    @Test
    void ofTheDayAndOfWhatNeedsALook() throws IOException, InterruptedException {
        try (Browser browser = Browser.start()) {
            Tab tab = browser.open(Path.of(System.getProperty("scanline.pictures")), WIDTH);
            tab.send("Emulation.setScrollbarsHidden", Map.of("hidden", true));
            tab.resize(WIDTH, DAY_HEIGHT);
            tab.await("document.querySelector('#sales .chart svg') != null");
            write(tab, "report-day.webp", 0, DAY_HEIGHT);
            tab.unroll(WIDTH);
            double events = tab.value("document.getElementById('events').getBoundingClientRect().top")
                    .asDouble();
            write(tab, "report-events.webp", events, EVENTS_HEIGHT);
        }
    }

    private static void write(Tab tab, String name, double top, int height) throws IOException {
        JsonNode picture = tab.send(
                "Page.captureScreenshot",
                Map.of(
                        "format",
                        "webp",
                        "clip",
                        Map.of("x", 0, "y", top, "width", WIDTH, "height", height, "scale", 1)));
        byte[] bytes = Base64.getDecoder().decode(picture.path("data").asText());
        assertThat(bytes).hasSizeLessThan(MOST_BYTES);
        Files.write(Files.createDirectories(FOLDER).resolve(name), bytes);
    }
}

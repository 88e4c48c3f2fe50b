package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scanline.detect.NabScore.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A sanity check: the detector's kernel on the series of the Numenta Anomaly Benchmark, which are no sales. {@code scanline.nab}
 * names a folder with {@code windows.json} and {@code data/}. As there, one threshold is chosen for all series, the best one; the score
 * at a fixed chance of one in ten thousand is printed beside it.
 */
@EnabledIfSystemProperty(named = "scanline.nab", matches = ".+")
class NabBenchmark {
    private static final double FIXED = 1e-4;
    /** Three weeks to learn from, and one to look at. */
    private static final int LONG_ENOUGH_DAYS = 28;

    private record Labelled(NabSeries series, List<Span> windows) {
        NabScore score(double chance) {
            return NabScore.of(series.detected(chance), windows);
        }
    }

    @Test
    void standardProfile() throws IOException {
        Map<String, Labelled> all = read(Path.of(System.getProperty("scanline.nab")));
        Map<String, Labelled> longOnes = new TreeMap<>(all);
        longOnes.values().removeIf(labelled -> labelled.series().days() < LONG_ENOUGH_DAYS);
        double best = best(all);

        System.out.printf(
                Locale.ROOT,
                "NAB standard profile: %.1f over all %d series, at the best chance, %.1e; %.1f at %.0e%n",
                score(all, best).normalized(),
                all.size(),
                best,
                score(all, FIXED).normalized(),
                FIXED);
        System.out.printf(
                Locale.ROOT,
                "of the %d series of %d days or more: %.1f; %.1f at %.0e%n",
                longOnes.size(),
                LONG_ENOUGH_DAYS,
                score(longOnes, best).normalized(),
                score(longOnes, FIXED).normalized(),
                FIXED);
        all.forEach((name, labelled) -> System.out.printf(
                Locale.ROOT,
                "  %-55s %4d days, %d windows, raw %6.2f%n",
                name,
                labelled.series().days(),
                labelled.windows().size(),
                labelled.score(best).raw()));
        assertThat(score(longOnes, best).normalized()).isPositive();
    }

    private static double best(Map<String, Labelled> all) {
        double best = 1;
        for (double exponent = 1; exponent <= 300; exponent += exponent < 20 ? 0.5 : 5) {
            double chance = Math.pow(10, -exponent);
            best = best == 1 || score(all, chance).raw() > score(all, best).raw() ? chance : best;
        }
        return best;
    }

    private static NabScore score(Map<String, Labelled> all, double chance) {
        return all.values().stream().map(labelled -> labelled.score(chance)).reduce(new NabScore(0, 0), NabScore::with);
    }

    private static Map<String, Labelled> read(Path folder) throws IOException {
        Map<String, Labelled> all = new TreeMap<>();
        for (Map.Entry<String, JsonNode> file : new ObjectMapper()
                .readTree(folder.resolve("windows.json").toFile())
                .properties()) {
            NabSeries series = new NabSeries(folder.resolve("data").resolve(file.getKey()));
            List<Span> windows = new ArrayList<>();
            for (JsonNode window : file.getValue()) {
                windows.add(series.rows(
                        NabSeries.time(window.get(0).asText()),
                        NabSeries.time(window.get(1).asText())));
            }
            all.put(file.getKey(), new Labelled(series, windows));
        }
        return all;
    }
}

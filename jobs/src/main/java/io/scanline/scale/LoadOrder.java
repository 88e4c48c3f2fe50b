package io.scanline.scale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scanline.config.Interval;
import io.scanline.table.ScaleRuns;
import java.time.LocalDate;
import java.util.List;

/**
 * What the driver of a load is told.
 *
 * @param lines URI of the table of sales lines
 * @param from first business day to add up, ISO; null for the first of all
 * @param to day after the last one, ISO; null where it is the last of all
 * @param served file for what was served, local to the driver
 */
record LoadOrder(String lines, String from, String to, List<Integer> atOnce, int rounds, String served) {
    static final ObjectMapper JSON = new ObjectMapper();

    String text() throws JsonProcessingException {
        return JSON.writeValueAsString(this);
    }

    static LoadOrder of(String text) throws JsonProcessingException {
        return JSON.readValue(text, LoadOrder.class);
    }

    /** The business days to add up. */
    Interval days() {
        return new Interval(from == null ? null : LocalDate.parse(from), to == null ? null : LocalDate.parse(to));
    }

    /** Spark's job group of one job of a load. */
    static String group(int atOnce, int number) {
        return ScaleRuns.load(atOnce) + "-" + number;
    }
}

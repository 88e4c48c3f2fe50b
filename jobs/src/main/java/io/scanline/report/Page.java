package io.scanline.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The HTML file: a template with named slots for style, scripts and data. Its content policy allows exactly those scripts
 * and that style, by their hashes, and no connection to anywhere; the data is text that no browser runs.
 */
final class Page {
    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");
    private static final List<String> SCRIPTS = List.of(
            "base.js",
            "charts.js",
            "sales.js",
            "growth.js",
            "events.js",
            "orders.js",
            "reorder.js",
            "policies.js",
            "forecast.js",
            "quality.js",
            "scale.js",
            "main.js");
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Page() {}

    /** The whole file's text. The same report gives the same text. */
    static String of(Report report) {
        String style = resource("report.css");
        String theme = resource("theme.js");
        String charts = resource(CHARTS);
        String script = SCRIPTS.stream().map(Page::resource).collect(Collectors.joining("\n"));
        String policy = "default-src 'none'; script-src "
                + Stream.of(theme, charts, script).map(Page::hash).collect(Collectors.joining(" "))
                + "; style-src " + hash(style) + "; img-src data:; base-uri 'none'; form-action 'none'";
        Map<String, String> slots = Map.of(
                "policy", policy,
                "title", "Scanline report",
                "style", style,
                "theme", theme,
                "charts", charts,
                "script", script,
                "unscripted", Unscripted.of(report),
                "data", inert(report));
        return SLOT.matcher(resource("report.html"))
                .replaceAll(slot -> Matcher.quoteReplacement(slots.get(slot.group(1))));
    }

    /** JSON that can stand in a script element: the characters that could end it, or a line of it, are written as escapes. */
    static String inert(Object data) {
        try {
            StringBuilder safe = new StringBuilder();
            JSON.writeValueAsString(data).chars().forEach(c -> {
                if (c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
                    safe.append(String.format("\\u%04x", c));
                } else {
                    safe.append((char) c);
                }
            });
            return safe.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report's data is not plain records", e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            // browsers read line ends as \n before they hash, whatever a checkout made of them
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

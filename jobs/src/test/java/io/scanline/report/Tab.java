package io.scanline.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One tab of a browser: what a reader does there, and what the page says to it. */
final class Tab {
    private static final int HEIGHT = 900;
    private static final int WAIT_SECONDS = 20;

    private final DevTools tools;
    private final String session;

    Tab(DevTools tools, String session) {
        this.tools = tools;
        this.session = session;
    }

    void prepare(int width) {
        List.of("Page", "Runtime", "Log", "Network").forEach(domain -> send(domain + ".enable", Map.of()));
        send("Performance.enable", Map.of("timeDomain", "threadTicks"));
        resize(width, HEIGHT);
    }

    /** What the page's own thread has done so far, in seconds of a processor: the same however busy the machine is. */
    double secondsOfWork() {
        for (JsonNode metric : send("Performance.getMetrics", Map.of()).path("metrics")) {
            if (metric.path("name").asText().equals("TaskDuration")) {
                return metric.path("value").asDouble();
            }
        }
        throw new AssertionError("the browser does not say how long it worked");
    }

    /** Loads a page and waits until it is loaded. */
    void go(String address) {
        int loaded = tools.events(session, "Page.loadEventFired").size();
        send("Page.navigate", Map.of("url", address));
        await(
                "the page to load",
                () -> tools.events(session, "Page.loadEventFired").size() > loaded);
    }

    void resize(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Makes the window high enough for the whole page, so that all that waits to come near is drawn. */
    void unroll(int width) {
        resize(width, value("document.documentElement.scrollHeight").asInt());
        await("[...document.querySelectorAll('.chart')].every(c => !c.checkVisibility() || c.querySelector('svg'))");
    }

    /** @param scheme light or dark, as the system would prefer; {@code medium} screen or print */
    void show(String medium, String scheme) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("media", medium, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void withoutScripts() {
        send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    /** The value of an expression in the page; a promise's, once it is kept. */
    JsonNode value(String expression) {
        JsonNode result = send(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    String text(String selector) {
        return value("document.querySelector(" + quoted(selector) + ").textContent")
                .asText();
    }

    /** What the page shows, as the browser tells it to a screen reader: also where it runs no scripts. */
    String outline() {
        List<String> texts = new ArrayList<>();
        send("Accessibility.getFullAXTree", Map.of()).path("nodes").forEach(node -> {
            if (node.path("role").path("value").asText().equals("StaticText")) {
                texts.add(node.path("name").path("value").asText());
            }
        });
        return String.join("\n", texts);
    }

    /** Waits until an expression in the page is true. */
    void await(String expression) {
        await(expression, () -> value(expression).asBoolean());
    }

    /** Presses one key: a character, or a name such as Tab, Enter, Escape, ArrowDown. */
    void press(String key) {
        Map<String, Integer> codes = Map.of(
                "Tab", 9, "Enter", 13, "Escape", 27, "PageUp", 33, "PageDown", 34, "ArrowUp", 38, "ArrowDown", 40);
        boolean character = key.length() == 1;
        String text = character ? key : key.equals("Enter") ? "\r" : "";
        int code = character ? Character.toUpperCase(key.charAt(0)) : codes.get(key);
        send(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyDown", "key", key, "text", text, "windowsVirtualKeyCode", code));
        send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code));
    }

    void type(String text) {
        text.chars().forEach(letter -> press(String.valueOf((char) letter)));
    }

    /** What the page and the browser complained about: messages, errors, refusals of the content policy. */
    List<String> complaints() {
        List<String> said = new ArrayList<>();
        for (String kind : List.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")) {
            tools.events(session, kind).forEach(event -> said.add(event.toString()));
        }
        return said;
    }

    /** Addresses that the page asked for, apart from what it carries itself. */
    List<String> requests() {
        return tools.events(session, "Network.requestWillBeSent").stream()
                .map(event -> event.path("request").path("url").asText())
                .filter(address -> !address.startsWith("data:") && !address.startsWith("blob:"))
                .toList();
    }

    JsonNode send(String method, Map<String, Object> parameters) {
        return tools.send(method, parameters, session);
    }

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(String what, Condition condition) {
        try {
            for (int tries = 0; !condition.holds(); tries++) {
                if (tries == WAIT_SECONDS * 50) {
                    throw new AssertionError("waited in vain for " + what);
                }
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        }
    }
}

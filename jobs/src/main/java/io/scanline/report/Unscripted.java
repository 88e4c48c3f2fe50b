package io.scanline.report;

import io.scanline.config.Html;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a reader sees whose browser runs no scripts: the day's sales, the first events and the first order lines as plain
 * markup, and how much more there is. Nothing that comes from tables is taken for markup.
 */
final class Unscripted {
    private static final int EVENTS = 20;

    private final Report report;

    private Unscripted(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        Unscripted page = new Unscripted(report);
        return "<div class=\"notice\"><p>Scripts are off, so this is the report's first part, without its charts, search and"
                + " filters. Allow scripts for this page to read it all; it loads nothing from the network.</p></div>\n"
                + page.sales()
                + page.events()
                + page.orders()
                + report.missing().stream()
                        .map(missing -> paragraph(missing.what() + " To fill it: " + missing.command()))
                        .collect(Collectors.joining());
    }

    private String sales() {
        if (report.sales() == null) {
            return "";
        }
        return "<h1>" + Html.escaped("Report of " + report.sales().day()) + "</h1>\n"
                + table(
                        "Net sales of the day",
                        List.of("Currency", "Net sales", "Last year", "Last week"),
                        report.sales().currencies().stream()
                                .map(currency -> List.of(
                                        currency.currency() + (currency.reporting() ? " (all, converted)" : ""),
                                        money(currency.day().netSales()),
                                        money(currency.day().lastYear()),
                                        money(currency.day().lastWeek()))));
    }

    private String events() {
        if (report.events() == null || report.events().stories().isEmpty()) {
            return "";
        }
        List<Map<String, Object>> first =
                report.events().stories().stream().limit(EVENTS).toList();
        return "<h2>Unusual events</h2>\n"
                + table(
                        first.size() + " of " + report.events().parents() + " stories",
                        List.of("Event", "Severity", "From", "To"),
                        first.stream().map(story -> cells(story, "headline", "severity", "from", "to")));
    }

    private String orders() {
        Reorder reorder = report.reorder();
        if (reorder == null || reorder.lines() == 0) {
            return "";
        }
        List<Map<String, Object>> first = reorder.rows().first();
        return "<h2>Reorder list</h2>\n"
                + table(
                        String.format(
                                Locale.ROOT,
                                "The %,d most urgent of %,d lines for %s",
                                first.size(),
                                reorder.lines(),
                                reorder.orderDate()),
                        List.of("Item", "Store", "Supplier", "Order", "Cost", "Why"),
                        first.stream()
                                .map(line -> cells(
                                        line,
                                        Reorder.ITEM_NAME,
                                        Reorder.STORE_NAME,
                                        "supplier",
                                        "orderUnits",
                                        "cost",
                                        "reason")))
                + paragraph("To get every line: " + reorder.exportCommand());
    }

    private static List<String> cells(Map<String, Object> figures, String... names) {
        return Stream.of(names)
                .map(name -> Objects.toString(figures.get(name), ""))
                .toList();
    }

    private static String table(String caption, List<String> heads, Stream<List<String>> rows) {
        return "<table><caption>" + Html.escaped(caption) + "</caption><thead>" + row("th", heads)
                + "</thead>\n<tbody>\n"
                + rows.map(cells -> row("td", cells)).collect(Collectors.joining())
                + "</tbody></table>\n";
    }

    private static String row(String element, List<String> cells) {
        return cells.stream()
                .map(cell -> "<" + element + ">" + Html.escaped(cell) + "</" + element + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String paragraph(String text) {
        return "<p>" + Html.escaped(text) + "</p>\n";
    }

    private static String money(BigDecimal amount) {
        return amount == null ? "none" : String.format(Locale.ROOT, "%,.2f", amount);
    }
}

package io.scanline.detect;

import io.scanline.table.HourlySales;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;

/** An event told to the person in charge of the place: one sentence of what happened, one of what to do. */
final class Story {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final double MAINLY = 0.5;

    private final Explained event;
    private final Finding finding;

    Story(Explained event) {
        this.event = event;
        this.finding = event.finding();
    }

    String headline() {
        return switch (finding.kind()) {
                    case SALES_SPIKE, SALES_DROP ->
                        String.format(
                                "%s sold %s%s than on %s%s (%s instead of %s %s)%s%s",
                                place(),
                                change(),
                                goods(),
                                usualDay(),
                                hours(),
                                amount(finding.actual()),
                                amount(finding.expected()),
                                finding.currency(),
                                trafficAndBaskets(),
                                mainly());
                    case TRAFFIC_CHANGE ->
                        String.format(
                                "%s had %s customers than on %s%s (%s baskets instead of %s); sales hold, as baskets were %s",
                                place(),
                                change(),
                                usualDay(),
                                hours(),
                                amount(finding.actual()),
                                amount(finding.expected()),
                                finding.direction() > 0 ? "smaller" : "larger");
                    case BASKET_CHANGE ->
                        String.format(
                                "Baskets in %s were worth %s than usual%s%s (%s instead of %s %s for as many customers)%s",
                                place(),
                                change(),
                                onDay(),
                                hours(),
                                amount(finding.actual()),
                                amount(finding.expected()),
                                finding.currency(),
                                mainly());
                    case RETURNS_SPIKE ->
                        String.format(
                                "%s took back goods for %s %s%s%s, where %s would be usual%s",
                                place(),
                                amount(finding.actual()),
                                finding.currency(),
                                onDay(),
                                hours(),
                                amount(finding.expected()),
                                mainly());
                    case VOID_SPIKE ->
                        String.format(
                                "%s voided %s lines%s%s, where %s would be usual%s",
                                place(),
                                amount(finding.actual()),
                                onDay(),
                                hours(),
                                amount(finding.expected()),
                                mainly());
                    case DISCOUNT_SPIKE ->
                        String.format(
                                "%s gave %s %s of discounts%s%s, where %s would be usual for such sales%s",
                                place(),
                                amount(finding.actual()),
                                finding.currency(),
                                onDay(),
                                hours(),
                                amount(finding.expected()),
                                mainly());
                    case DATA_LATE ->
                        String.format(
                                "%s of %s%s%s is missing: about %s %s were expected%s",
                                finding.completeness() > 0.05 ? "Part of the sales data" : "Sales data",
                                place(),
                                onDay(),
                                hours(),
                                amount(finding.expected() - finding.actual()),
                                finding.currency(),
                                mainly());
                    case DATA_DUPLICATE ->
                        String.format(
                                "The sales of %s%s repeat those of a day before to the cent (%s %s): they may have come in twice",
                                place(), onDay(), amount(finding.actual()), finding.currency());
                }
                + context() + ".";
    }

    String suggestedAction() {
        return switch (finding.kind()) {
            case SALES_SPIKE -> "Check the shelves and bring the next delivery forward where stock runs low.";
            case SALES_DROP ->
                "Call " + placeInside()
                        + ": ask for empty shelves, tills out of order, a closed entrance or road works.";
            case TRAFFIC_CHANGE ->
                finding.direction() > 0
                        ? "Check that enough tills are open."
                        : "Ask " + placeInside() + " what kept customers away.";
            case BASKET_CHANGE ->
                finding.direction() > 0
                        ? "Look at what the larger baskets hold; a bulk buyer may empty a shelf."
                        : "Look for gaps in the range and for wrong prices.";
            case RETURNS_SPIKE -> "Look at the items returned: a recall, a faulty batch, or misuse at the return desk.";
            case VOID_SPIKE -> "Review the voided lines with the store's manager by till and cashier.";
            case DISCOUNT_SPIKE -> "Check the price file and the manual discounts of these hours.";
            case DATA_LATE ->
                "Ask for the missing files of these hours, then ingest them; the sales of the day are not final until then.";
            case DATA_DUPLICATE -> "Compare the source files of both days, and take one back if they are the same.";
        };
    }

    private String place() {
        return switch (finding.level()) {
            case HourlySales.STORE -> "Store " + finding.entity();
            case HourlySales.REGION -> "Region " + finding.entity();
            case HourlySales.COUNTRY -> "Country " + finding.entity();
            default -> "The chain";
        };
    }

    private String placeInside() {
        return finding.level().equals(HourlySales.STORE) ? "the store" : "the stores";
    }

    private String change() {
        double change = finding.change();
        if (Double.isNaN(change)) {
            return "more";
        }
        String less = finding.kind() == Kind.TRAFFIC_CHANGE ? "fewer" : "less";
        return String.format(Locale.ROOT, "%,.0f%% %s", Math.abs(change) * 100, change < 0 ? less : "more");
    }

    private String goods() {
        return finding.department().equals(HourlySales.ALL_DEPARTMENTS) ? "" : " " + finding.department();
    }

    private String usualDay() {
        return finding.day().equals(finding.lastDay())
                ? "a usual " + weekday(finding.day().getDayOfWeek())
                : "usual days";
    }

    private String onDay() {
        return finding.day().equals(finding.lastDay())
                ? " on " + weekday(finding.day().getDayOfWeek())
                : "";
    }

    private static String weekday(java.time.DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** Nothing for the whole of a day's trade: daily data has hours in name only. */
    private String hours() {
        ZoneId zone = ZoneId.of(finding.zone());
        String from = Instant.ofEpochSecond(finding.from()).atZone(zone).format(CLOCK);
        String to = Instant.ofEpochSecond(finding.to()).atZone(zone).format(CLOCK);
        if (finding.day().equals(finding.lastDay())) {
            return finding.opensDay() && finding.closesDay() ? "" : " from " + from + " to " + to;
        }
        return String.format(
                " from %s %s to %s %s",
                weekday(finding.day().getDayOfWeek()),
                from,
                weekday(finding.lastDay().getDayOfWeek()),
                to);
    }

    static String amount(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%,.2f" : "%,.0f", value);
    }

    private String trafficAndBaskets() {
        double traffic = ratio(finding.transactions(), finding.expectedTransactions());
        double sales = ratio(finding.sales(), finding.expectedSales());
        if (!finding.department().equals(HourlySales.ALL_DEPARTMENTS) || traffic <= 0 || sales <= 0) {
            return "";
        }
        double share = Math.log(traffic) / Math.log(sales);
        String fell = finding.direction() < 0 ? "fell" : "rose";
        if (share > 0.75) {
            return "; traffic " + fell + ", baskets did not";
        }
        return share < 0.25
                ? "; baskets " + (finding.direction() < 0 ? "shrank" : "grew") + ", traffic held"
                : "; traffic and baskets both " + fell;
    }

    private static double ratio(double actual, double expected) {
        return expected > 0 ? actual / expected : 0;
    }

    private String mainly() {
        List<String> parts = new ArrayList<>();
        double told = 0;
        String dimension =
                switch (finding.level()) {
                    case HourlySales.STORE -> "department";
                    case HourlySales.REGION -> "store";
                    case HourlySales.COUNTRY -> "region";
                    default -> "country";
                };
        for (Row driver : event.drivers()) {
            if (driver.getString(0).equals(dimension) && told < MAINLY && parts.size() < 3) {
                parts.add((dimension.equals("department") ? "" : dimension + " ") + driver.getString(1));
                told += driver.getDouble(3);
            }
        }
        return told < MAINLY ? "" : "; mainly " + String.join(", ", parts);
    }

    private String context() {
        if (event.context().isEmpty()) {
            return "";
        }
        Row first = event.context().get(0);
        return " (" + first.getString(2) + ")";
    }
}

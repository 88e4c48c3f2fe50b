package io.scanline.detect;

import io.scanline.detect.Hierarchy.Event;
import io.scanline.table.HourlySales;
import io.scanline.table.UnusualEvents;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** From explained findings, those of one currency together, to rows of unusual_events. Holds findings, never sales. */
record EventRows() implements MapPartitionsFunction<Row, Row> {
    private static final double USUAL_RANGE = 1.96;
    private static final double LARGE_SHARE_OF_DAY = 0.3;
    private static final double NOTABLE_SHARE_OF_DAY = 0.12;

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Map<String, List<Explained>> byCurrency = new TreeMap<>();
        while (rows.hasNext()) {
            Explained explained = Explained.of(rows.next());
            byCurrency
                    .computeIfAbsent(explained.finding().currency(), k -> new ArrayList<>())
                    .add(explained);
        }
        return byCurrency.values().stream()
                .flatMap(findings -> Hierarchy.of(findings).stream())
                .map(EventRows::row)
                .iterator();
    }

    private static Row row(Event event) {
        Explained explained = event.explained();
        Finding f = explained.finding();
        double perTransaction = f.expectedTransactions() > 0 ? f.expectedSales() / f.expectedTransactions() : 0;
        double traffic = (f.transactions() - f.expectedTransactions()) * perTransaction;
        boolean split = f.kind().splitsIntoTrafficAndBaskets() && f.department().equals(HourlySales.ALL_DEPARTMENTS);
        Story story = new Story(explained);
        return RowFactory.create(
                explained.id(),
                event.parent() == null ? null : event.parent().id(),
                f.level(),
                f.entity(),
                f.department(),
                f.currency(),
                Timestamp.from(Instant.ofEpochSecond(f.from())),
                Timestamp.from(Instant.ofEpochSecond(f.to())),
                Date.valueOf(f.day()),
                f.kind().name(),
                metric(f.kind()),
                rounded(f.actual()),
                rounded(f.expected()),
                rounded(Math.max(0, f.expected() - USUAL_RANGE * f.deviation())),
                rounded(f.expected() + USUAL_RANGE * f.deviation()),
                f.expected() > 0 ? rounded(f.change()) : null,
                rounded(f.z()),
                f.q(),
                severity(f),
                money(f.money()),
                event.parent() == null || event.parent().finding().money() == 0
                        ? null
                        : rounded(f.money() / event.parent().finding().money()),
                f.kind().isData()
                        ? "hours of history without a row, or repeated"
                        : "hour of week x recent level x occasions",
                f.weeks(),
                rounded(f.coldStartWeight()),
                rounded(f.completeness()),
                explained.drivers().toArray(),
                split ? money(traffic) : null,
                split ? money(f.sales() - f.expectedSales() - traffic) : null,
                explained.context().toArray(),
                story.headline(),
                story.suggestedAction(),
                UnusualEvents.OPEN,
                null);
    }

    private static String metric(Kind kind) {
        return switch (kind) {
            case SALES_SPIKE, SALES_DROP, BASKET_CHANGE, DATA_LATE, DATA_DUPLICATE -> "sales_before_returns";
            case TRAFFIC_CHANGE -> HourlySales.TRANSACTIONS;
            case RETURNS_SPIKE -> HourlySales.RETURNS_AMOUNT;
            case VOID_SPIKE -> HourlySales.VOIDED_LINES;
            case DISCOUNT_SPIKE -> HourlySales.DISCOUNT;
        };
    }

    private static String severity(Finding f) {
        double share = f.dayMoney() > 0 ? Math.abs(f.money()) / f.dayMoney() : 1;
        return share >= LARGE_SHARE_OF_DAY ? "HIGH" : share >= NOTABLE_SHARE_OF_DAY ? "MEDIUM" : "LOW";
    }

    private static BigDecimal money(double amount) {
        return BigDecimal.valueOf(amount).setScale(4, RoundingMode.HALF_EVEN);
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    /** The columns in the order of {@link #row}. */
    static org.apache.spark.sql.types.StructType schema() {
        return UnusualEvents.TABLE.rowSchema();
    }
}

package io.scanline.report;

import io.scanline.table.DemandHistory;
import io.scanline.table.ForecastScores;
import io.scanline.table.Forecasts;
import io.scanline.table.HourlySales;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.ReorderProposals;
import io.scanline.table.Runs;
import io.scanline.table.Stores;
import io.scanline.table.TableRows;
import io.scanline.table.TrendComparisons;
import io.scanline.table.UnusualEvents;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** A lake of a few rows a table: two stores in France, one of them silent, names as hostile as a name can be. */
final class SmallChain {
    static final LocalDate DAY = LocalDate.of(2024, 3, 23);
    static final String HOSTILE = "Milk </script><script>alert(1)</script> & \"cream\"\u2028";

    private SmallChain() {}

    @SuppressWarnings("unchecked")
    static void fill(Lake lake) {
        TableRows.fill(
                lake, Stores.TABLE, store("S1", "Lyon Centre", "Rhône"), store("S2", "Paris Nord", "Île-de-France"));
        TableRows.fill(
                lake,
                Products.TABLE,
                Map.of("item_id", "I1", "name", HOSTILE),
                Map.of("item_id", "I2", "name", "Bananas", "uom", "KGM"));
        TableRows.fill(lake, HourlySales.TABLE, hourlySales().toArray(Map[]::new));
        TableRows.fill(
                lake,
                TrendComparisons.TABLE,
                comparison("COUNTRY", "FR", "LAST_YEAR_364", "ALL", "300", "240", 0.25),
                comparison("COUNTRY", "FR", "SAME_HOUR_LAST_WEEK", "ALL", "300", "310", -0.0323),
                comparison("COUNTRY", "FR", "FORECAST", "ALL", "300", "320", -0.0625),
                comparison("REGION", "Rhône", "LAST_YEAR_364", "ALL", "300", null, null),
                comparison("REGION", "Rhône", "LAST_YEAR_364", "LIKE_FOR_LIKE", "300", null, null));
        TableRows.fill(
                lake,
                UnusualEvents.TABLE,
                event("E1", null, "HIGH", "Lyon sold 40% less than usual."),
                event("E2", "E1", "LOW", "Dairy fell in Lyon."),
                event("E3", "E2", "LOW", "Milk fell in Lyon."),
                retracted(event("E4", null, "HIGH", "Taken back: the missing data has come in.")));
        TableRows.fill(
                lake,
                ReorderProposals.TABLE,
                order(DAY.plusDays(1), "I1", 1, "12", "18.00"),
                order(DAY.plusDays(1), "I2", 2, "3.5", "7.25"),
                order(DAY.plusDays(1), "I9", 3, "0", "0"),
                order(DAY, "I1", 1, "8", "12.00"),
                order(DAY.minusDays(2), "I1", 1, "99", "99.00"),
                order(DAY, "I3", 2, "4", "40.00"),
                order(DAY, "I9", 3, "0", "0"));
        TableRows.fill(
                lake,
                Forecasts.TABLE,
                forecast("I1", 1, 10, 6, 15),
                forecast("I1", 2, 20, 12, 30),
                forecast("I2", 1, 2.5, 1, 4));
        TableRows.fill(
                lake,
                DemandHistory.TABLE,
                Map.of("store_id", "S1", "item_id", "I1", "date", DAY.toString(), "units_sold", "8", "demand", 9.5),
                Map.of("store_id", "S1", "item_id", "I1", "date", "2024-02-20", "demand", 4.0, "price", "2.50"));
        TableRows.fill(
                lake,
                ForecastScores.TABLE,
                Map.of(
                        "origin",
                        "2024-02-24",
                        "level",
                        "MEAN",
                        "entity",
                        "*",
                        "method",
                        "statistical",
                        "wrmsse",
                        0.671),
                Map.of(
                        "origin",
                        "2024-02-24",
                        "level",
                        "ITEM_STORE",
                        "entity",
                        "*",
                        "method",
                        "statistical",
                        "wape",
                        0.4,
                        "bias",
                        -0.01,
                        "coverage_90",
                        0.91),
                Map.of(
                        "origin",
                        "2024-02-24",
                        "level",
                        "ITEM_STORE",
                        "entity",
                        "I1/S1",
                        "method",
                        "statistical",
                        "rmse",
                        3.0,
                        "wape",
                        0.5),
                Map.of(
                        "origin",
                        "2024-02-24",
                        "level",
                        "ITEM_STORE",
                        "entity",
                        "I2/S1",
                        "method",
                        "statistical",
                        "rmse",
                        70.0));
        TableRows.fill(
                lake,
                IngestFiles.TABLE,
                salesFile(1, IngestFiles.REPLACED, 9, 8),
                salesFile(2, IngestFiles.LOADED, 10, 7));
        TableRows.fill(lake, QuarantinedLines.TABLE, quarantined(7, "UNKNOWN_STORE"), quarantined(4, "UNKNOWN_STORE"));
        TableRows.fill(
                lake,
                Runs.TABLE,
                Map.of(
                        "job",
                        "ingest",
                        "started_at",
                        "2024-03-24T04:00:00Z",
                        "wall_s",
                        30.0,
                        "status",
                        "DONE",
                        "lines_in",
                        10));
    }

    /** A file with a header line; what is not accepted is in quarantine. */
    private static Map<String, Object> salesFile(int batch, String state, int lines, int accepted) {
        return Map.of(
                "batch",
                batch,
                "dataset",
                "sales",
                "uri",
                "file:/in/day/a.csv",
                "state",
                state,
                "lines_total",
                lines,
                "lines_header",
                1,
                "lines_accepted",
                accepted,
                "lines_quarantined",
                lines - 1 - accepted);
    }

    private static Map<String, Object> store(String id, String name, String region) {
        return Map.of(
                "store_id",
                id,
                "name",
                name,
                "region",
                region,
                "country",
                "FR",
                "time_zone",
                "Europe/Paris",
                "currency",
                "EUR");
    }

    /** 100 an hour from 9 to 12 on the day, 80 a year before, 90, 110, 120 and 130 in the weeks before; half a day after it. */
    private static List<Map<String, Object>> hourlySales() {
        List<Map<String, Object>> rows = new ArrayList<>();
        int[] before = {100, 90, 110, 120, 130};
        for (int hour = 9; hour < 12; hour++) {
            for (int week = 0; week < before.length; week++) {
                trade(rows, "S1", DAY.minusWeeks(week), hour, before[week], 1.0);
            }
            trade(rows, "S1", DAY.minusDays(364), hour, 80, 1.0);
            trade(rows, "S2", DAY.minusDays(2), hour, 100, 1.0);
        }
        trade(rows, "S1", DAY.plusDays(1), 9, 40, 0.4);
        return rows;
    }

    private static void trade(
            List<Map<String, Object>> rows, String store, LocalDate date, int hour, int net, double completeness) {
        rows.add(hour("STORE", store, date, hour, net, completeness));
        rows.add(hour("CHAIN", "chain", date, hour, net, completeness));
        if (store.equals("S1")) {
            rows.add(hour("REGION", "Rhône", date, hour, net, completeness));
        }
    }

    private static Map<String, Object> hour(
            String level, String entity, LocalDate date, int hour, int net, double completeness) {
        Map<String, Object> row = new HashMap<>();
        row.put("level", level);
        row.put("entity", entity);
        row.put("hour_start_utc", date + "T0" + (hour - 3) + ":00:00Z");
        row.put("department", "*");
        row.put("currency", "EUR");
        row.put("net_sales", net);
        row.put("transactions", 5);
        row.put("registers_expected", 4);
        row.put("stores_expected", 1);
        row.put("completeness", completeness);
        row.put("local_date", date.toString());
        row.put("local_hour", hour);
        return row;
    }

    private static Map<String, Object> comparison(
            String level, String entity, String comparison, String population, String actual, String base, Double pct) {
        Map<String, Object> row = new HashMap<>();
        row.put("level", level);
        row.put("entity", entity);
        row.put("department", "*");
        row.put("period_start", DAY + "T00:00:00Z");
        row.put("period_kind", "DAY");
        row.put("metric", "net_sales");
        row.put("comparison", comparison);
        row.put("population", population);
        row.put("currency", "EUR");
        row.put("currency_mode", "REPORTED");
        row.put("actual", actual);
        row.put("base", base);
        row.put("pct", pct);
        row.put("completeness", 1.0);
        return row;
    }

    private static Map<String, Object> retracted(Map<String, Object> event) {
        event.put("status", "RETRACTED");
        return event;
    }

    private static Map<String, Object> event(String id, String parent, String severity, String headline) {
        Map<String, Object> row = new HashMap<>();
        row.put("event_id", id);
        row.put("parent_event_id", parent);
        row.put("level", "STORE");
        row.put("entity", "S1");
        row.put("department", "*");
        row.put("currency", "EUR");
        row.put("window_start", DAY + "T13:00:00Z");
        row.put("window_end", DAY + "T16:00:00Z");
        row.put("local_date", DAY.toString());
        row.put("kind", "SALES_DROP");
        row.put("metric", "net_sales");
        row.put("actual", 60.0);
        row.put("expected", 100.0);
        row.put("lower", 90.0);
        row.put("upper", 110.0);
        row.put("pct", -0.4);
        row.put("severity", severity);
        row.put("impact_money", "-40");
        row.put("headline", headline);
        row.put("suggested_action", "Call the store.");
        row.put("status", "OPEN");
        row.put("completeness", 1.0);
        row.put("drivers", new Object[] {driver("department", "Dairy", "-30", 0.75), driver("store", "S2", "-10", 0.25)
        });
        return row;
    }

    private static Row driver(String dimension, String value, String delta, double share) {
        return RowFactory.create(dimension, value, new BigDecimal(delta), share);
    }

    private static Map<String, Object> order(LocalDate on, String item, int priority, String units, String cost) {
        Map<String, Object> row = new HashMap<>();
        row.put("proposal_id", item + " " + on);
        row.put("store_id", "S1");
        row.put("item_id", item);
        row.put("supplier_id", "SUP");
        row.put("order_date", on.toString());
        row.put("delivery_on", on.plusDays(1).toString());
        row.put("next_delivery_on", on.plusDays(3).toString());
        row.put("net_need", units);
        row.put("order_units", units);
        row.put("order_cost", cost);
        row.put("currency", "EUR");
        row.put("priority", priority);
        row.put("stockout_probability_without_order", 0.9 / priority);
        row.put("reason", "Stock covers one day.");
        return row;
    }

    private static Map<String, Object> forecast(String item, int ahead, double mean, double low, double high) {
        return Map.of(
                "store_id",
                "S1",
                "item_id",
                item,
                "target_date",
                DAY.plusDays(ahead).toString(),
                "as_of",
                DAY.toString(),
                "mean",
                mean,
                "p05",
                low,
                "p95",
                high,
                "dispersion",
                0.5,
                "quality",
                "OK");
    }

    private static Map<String, Object> quarantined(int line, String reason) {
        return Map.of(
                "dataset",
                "sales",
                "raw",
                "S9,<b>raw</b>",
                "source_file",
                "file:/in/day/a.csv",
                "source_line",
                line,
                "reasons",
                new String[] {reason},
                "message",
                "S9 is not in stores",
                "status",
                "OPEN");
    }
}

package io.scanline.notebook;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows as a notebook shows them: the last expression of a cell, or {@code display("html", Show.table(rows))} before it. */
public final class Show {
    private static final int ROWS = 20;

    private Show() {}

    /** The first twenty rows as an HTML table. */
    public static String table(Dataset<Row> rows) {
        return table(rows, ROWS);
    }

    /** The first rows as an HTML table, which says where there are more. */
    public static String table(Dataset<Row> rows, int most) {
        return HtmlTable.of(rows, most);
    }

    /**
     * A line chart, as SVG inside HTML, of at most {@value LineChart#MOST_ROWS} rows.
     *
     * @param x a column of dates, times or numbers
     * @param lines numeric columns, a line each; a null is a gap
     */
    public static String chart(String title, Dataset<Row> rows, String x, String... lines) {
        return LineChart.of(title, rows, x, lines);
    }
}

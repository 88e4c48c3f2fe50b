package io.scanline.notebook;

import static org.apache.spark.sql.functions.col;

import io.scanline.config.Html;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** A line chart as SVG: lines differ in colour and in dashes, and the values are in the text alternative's range. */
final class LineChart {
    static final int MOST_ROWS = 2000;

    private static final int WIDTH = 820;
    private static final int HEIGHT = 300;
    private static final int LEFT = 80;
    private static final int TOP = 50;
    private static final int BOTTOM = HEIGHT - 30;
    private static final int RIGHT = WIDTH - 20;
    /** Colours that people who see few colours can tell apart (Okabe and Ito). */
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7");

    private static final List<String> DASHES = List.of("none", "7 4", "2 3", "9 3 2 3");

    private final DataType kindOfX;
    private final String title;
    private final String[] names;
    private final double[] x;
    /** A line each; NaN where there is no value. */
    private final double[][] y;

    private LineChart(DataType kindOfX, String title, String[] names, double[] x, double[][] y) {
        this.kindOfX = kindOfX;
        this.title = title;
        this.names = names;
        this.x = x;
        this.y = y;
    }

    static String of(String title, Dataset<Row> rows, String x, String... lines) {
        if (lines.length < 1 || lines.length > COLOURS.size()) {
            throw new IllegalArgumentException("Give 1 to " + COLOURS.size() + " lines, not " + lines.length);
        }
        DataType kind = rows.schema().apply(x).dataType();
        Column[] columns = Stream.concat(
                        Stream.of(number(col(x), kind)),
                        Stream.of(lines).map(line -> col(line).cast("double")))
                .toArray(Column[]::new);
        List<Row> points = rows.where(col(x).isNotNull())
                .orderBy(x)
                .limit(MOST_ROWS + 1)
                .select(columns)
                .collectAsList();
        if (points.size() > MOST_ROWS) {
            throw new IllegalArgumentException("More than " + MOST_ROWS + " points: sum them up by day or week first.");
        }
        double[] at = points.stream().mapToDouble(row -> row.getDouble(0)).toArray();
        double[][] values = IntStream.rangeClosed(1, lines.length)
                .mapToObj(line -> points.stream()
                        .mapToDouble(row -> row.isNullAt(line) ? Double.NaN : row.getDouble(line))
                        .toArray())
                .toArray(double[][]::new);
        return new LineChart(kind, title, lines, at, values).svg();
    }

    private static Column number(Column x, DataType kind) {
        return kind.equals(DataTypes.DateType)
                ? x.cast("timestamp").cast("double").divide(86_400)
                : x.cast("double");
    }

    private String svg() {
        double[] known = Stream.of(y)
                .flatMapToDouble(DoubleStream::of)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        if (known.length == 0) {
            return "<p>" + Html.escaped(title) + ": there is nothing to draw.</p>";
        }
        double least = DoubleStream.of(known).min().orElseThrow();
        double largest = DoubleStream.of(known).max().orElseThrow();
        Axis vertical = Axis.ofAmounts(least, largest, BOTTOM, TOP);
        double last = x[x.length - 1] > x[0] ? x[x.length - 1] : x[0] + 1;
        Axis horizontal = new Axis(x[0], last, LEFT, RIGHT);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" style=\"max-width:%dpx;background:#fff\""
                        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\" aria-label=\"%s\">%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                Html.escaped(described(least, largest))));
        svg.append(text(LEFT, 16, "start", title).replace("<text", "<text font-weight=\"bold\""));
        appendAxes(svg, vertical);
        for (int line = 0; line < y.length; line++) {
            appendLegend(svg, line);
            appendLine(svg, line, horizontal, vertical);
        }
        return svg.append("</svg>").toString();
    }

    private String described(double least, double largest) {
        return title + ": " + String.join(", ", names) + ", from " + when(x[0]) + " to " + when(x[x.length - 1])
                + ", between " + Axis.label(least) + " and " + Axis.label(largest);
    }

    private void appendAxes(StringBuilder svg, Axis vertical) {
        for (double tick : vertical.ticks()) {
            double at = vertical.pixel(tick);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                    LEFT,
                    RIGHT,
                    at,
                    at));
            svg.append(text(LEFT - 6, at + 4, "end", Axis.label(tick)));
        }
        svg.append(text(LEFT, HEIGHT - 10, "start", when(x[0])));
        svg.append(text(RIGHT, HEIGHT - 10, "end", when(x[x.length - 1])));
    }

    private void appendLegend(StringBuilder svg, int line) {
        int at = LEFT + line * (RIGHT - LEFT) / COLOURS.size();
        svg.append("<path d=\"M")
                .append(at)
                .append(" 32h24\" ")
                .append(stroke(line))
                .append("/>\n");
        svg.append(text(at + 30, 36, "start", names[line]));
    }

    /** Points that follow each other are joined; one between two gaps is a dot. */
    private void appendLine(StringBuilder svg, int line, Axis horizontal, Axis vertical) {
        StringBuilder path = new StringBuilder();
        boolean joined = false;
        for (int i = 0; i < x.length; i++) {
            double value = y[line][i];
            if (!Double.isNaN(value)) {
                path.append(String.format(
                        Locale.ROOT, "%s%.1f %.1f", joined ? "L" : "M", horizontal.pixel(x[i]), vertical.pixel(value)));
                path.append(joined ? "" : "h0");
            }
            joined = !Double.isNaN(value);
        }
        svg.append("<path d=\"").append(path).append("\" ").append(stroke(line)).append("/>\n");
    }

    private static String stroke(int line) {
        return "fill=\"none\" stroke-width=\"2\" stroke-linecap=\"round\" stroke=\"" + COLOURS.get(line)
                + "\" stroke-dasharray=\"" + DASHES.get(line) + "\"";
    }

    private String when(double value) {
        if (kindOfX.equals(DataTypes.DateType)) {
            return LocalDate.ofEpochDay(Math.round(value)).toString();
        }
        return kindOfX.equals(DataTypes.TimestampType)
                ? Instant.ofEpochSecond(Math.round(value)).toString()
                : Axis.label(value);
    }

    private static String text(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                Html.escaped(text));
    }
}

package io.scanline.simulate;

import io.scanline.table.PolicyScores;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Policies beside the rules that chains order by: z-sigma at the same fill rate, the 13-week average with cover, and foresight. */
final class PolicyComparison {
    private record Point(String policy, double fillRate, double stock, double cost) {}

    private final List<Point> policies;
    private final TradeOffCurve<Point> curve;
    private final Map<String, Point> byName;

    /**
     * @param scores rows of policy_scores, one a policy
     * @param zSigma the same of z-sigma, one a target
     */
    PolicyComparison(List<Row> scores, List<Row> zSigma) {
        this.policies = scores.stream()
                .map(PolicyComparison::point)
                .sorted(Comparator.comparing(Point::policy))
                .toList();
        this.curve =
                new TradeOffCurve<>(zSigma.stream().map(PolicyComparison::point).toList(), Point::fillRate);
        this.byName = policies.stream().collect(Collectors.toMap(Point::policy, point -> point));
    }

    private static Point point(Row row) {
        return new Point(
                row.getAs(PolicyScores.POLICY),
                row.getAs(PolicyScores.FILL_RATE),
                number(row, PolicyScores.MEAN_STOCK_UNITS),
                number(row, PolicyScores.TOTAL_COST));
    }

    private static double number(Row row, String column) {
        return row.<Number>getAs(column).doubleValue();
    }

    String table() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-26s %9s %10s %10s %22s %22s %22s %16s",
                "policy",
                "fill rate",
                "stock",
                "cost",
                "stock to z-sigma",
                "cost to z-sigma",
                "cost to average-cover",
                "cost to foresight"));
        policies.forEach(policy -> text.append('\n').append(line(policy)));
        return text.toString();
    }

    private String line(Point policy) {
        return String.format(
                Locale.ROOT,
                "%-26s %8.2f%% %10.0f %10.0f %22s %22s %22s %16s",
                policy.policy(),
                100 * policy.fillRate(),
                policy.stock(),
                policy.cost(),
                against(policy.stock(), curve.at(policy.fillRate(), Point::stock)),
                against(policy.cost(), curve.at(policy.fillRate(), Point::cost)),
                against(policy, "average-cover"),
                against(policy, "foresight"));
    }

    private String against(Point policy, String other) {
        return byName.containsKey(other)
                ? against(policy.cost(), byName.get(other).cost())
                : "-";
    }

    private static String against(double value, double other) {
        return Double.isNaN(other) ? "-" : String.format(Locale.ROOT, "%+.1f%%", 100 * (value / other - 1));
    }
}

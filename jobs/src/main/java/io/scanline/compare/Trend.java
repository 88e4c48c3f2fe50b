package io.scanline.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A metric of a period against that of its bases: their median, which of one base is that base.
 *
 * @param base null where there is none, as are {@code nearest} and {@code farthest}
 * @param points base periods found
 * @param nearest days before the period of the nearest base's nearest part
 * @param farthest days before the period of the farthest base's farthest part
 */
record Trend(BigDecimal actual, BigDecimal base, int points, Integer nearest, Integer farthest) {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** Null where the period has no value. */
    static Trend of(Metric metric, LevelPeriod period) {
        BigDecimal actual = period.now().of(metric);
        if (actual == null) {
            return null;
        }
        List<BigDecimal> values = new ArrayList<>();
        int points = 0;
        Integer nearest = null;
        Integer farthest = null;
        for (SideSums side : period.bases()) {
            BigDecimal value = side.of(metric);
            if (value != null) {
                values.add(value);
                points += side.points();
                nearest = nearest == null ? side.nearest() : Integer.valueOf(Math.min(nearest, side.nearest()));
                farthest = farthest == null ? side.farthest() : Integer.valueOf(Math.max(farthest, side.farthest()));
            }
        }
        return new Trend(actual, median(values), points, nearest, farthest);
    }

    private static BigDecimal median(List<BigDecimal> values) {
        if (values.size() < 2) {
            return values.isEmpty() ? null : values.get(0);
        }
        values.sort(null);
        BigDecimal lower = values.get((values.size() - 1) / 2);
        BigDecimal upper = values.get(values.size() / 2);
        return lower.add(upper).divide(TWO, lower.scale(), RoundingMode.HALF_UP);
    }

    boolean isBased() {
        return base != null;
    }

    BigDecimal delta() {
        return base == null ? null : actual.subtract(base);
    }

    /** Delta by base; null without a base, or where it is 0. */
    Double pct() {
        return hasIndex() ? delta().doubleValue() / base.doubleValue() : null;
    }

    /** 100 is the base. */
    Double index() {
        return hasIndex() ? actual.doubleValue() * 100 / base.doubleValue() : null;
    }

    private boolean hasIndex() {
        return base != null && base.signum() != 0;
    }
}

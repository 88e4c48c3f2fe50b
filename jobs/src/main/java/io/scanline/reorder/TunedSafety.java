package io.scanline.reorder;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import io.scanline.stats.Odds;
import io.scanline.stats.Velocity;
import io.scanline.table.Lake;
import io.scanline.table.PolicyScores;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the newest replay of the policy that orders go by was tuned to, by store and velocity, so that the share of demand that was
 * met came out at the service target.
 */
final class TunedSafety {
    /** An older replay says too little of today's demand. */
    private static final int OLDEST_DAYS = 91;

    /** A safety says something of targets this near to the one that it was tuned for. */
    private static final double NEAR = 0.02;

    private final Dataset<Row> scores;
    private final LocalDate replayedThrough;

    private TunedSafety(Dataset<Row> scores, LocalDate replayedThrough) {
        this.scores = scores;
        this.replayedThrough = replayedThrough;
    }

    /** The newest replay that was known on the last day of history; without {@code wanted} none. */
    static TunedSafety in(Lake lake, LocalDate asOf, boolean wanted) {
        Dataset<Row> tuned = lake.read(PolicyScores.TABLE)
                .where(col(PolicyScores.AS_OF).leq(lit(asOf)))
                .where(col(PolicyScores.AS_OF).gt(lit(asOf.minusDays(OLDEST_DAYS))))
                .where(col(PolicyScores.POLICY).equalTo(PolicyScores.AS_ORDERED))
                .where(col(PolicyScores.SAFETY).isNotNull());
        Date newest = wanted ? tuned.agg(max(PolicyScores.AS_OF)).head().getDate(0) : null;
        return newest == null
                ? new TunedSafety(tuned.limit(0), null)
                : new TunedSafety(tuned.where(col(PolicyScores.AS_OF).equalTo(lit(newest))), newest.toLocalDate());
    }

    /** Last day of the replay; empty where there is none to go by. */
    Optional<LocalDate> replayedThrough() {
        return Optional.ofNullable(replayedThrough);
    }

    /** One row a store, with the rows that {@link #aim} takes in a column of this name. */
    Dataset<Row> byStore(String name) {
        Column each = struct(col(PolicyScores.VELOCITY), col(PolicyScores.SERVICE_TARGET), col(PolicyScores.SAFETY));
        return scores.groupBy(col(PolicyScores.STORE_ID))
                .agg(sort_array(collect_list(each)).as(name));
    }

    /** The chance to aim at for a service target; empty where nothing was tuned for such items and such a target. */
    static Optional<Double> aim(List<Row> tuned, Velocity velocity, double serviceTarget) {
        return tuned.stream()
                .filter(row -> row.getString(0).equals(velocity.name()))
                .filter(row -> distance(row, serviceTarget) <= NEAR)
                .min(Comparator.comparingDouble(row -> distance(row, serviceTarget)))
                .map(row -> Odds.times(serviceTarget, Math.exp(row.getDouble(2))));
    }

    private static double distance(Row row, double serviceTarget) {
        return Math.abs(row.getDouble(1) - serviceTarget);
    }
}

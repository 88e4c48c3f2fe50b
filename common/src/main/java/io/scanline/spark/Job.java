package io.scanline.spark;

import io.scanline.config.Interval;
import io.scanline.table.Lake;
import org.apache.spark.sql.SparkSession;

/** Options in, result out: a function of the input tables' versions, the interval and the options. */
public interface Job<R extends Result> {
    /** The command's name, as the run ledger has it. */
    String name();

    R run(SparkSession spark, Lake lake);

    /** What shapes the result besides tables and interval; two runs with equal options may build on each other. */
    default Object options() {
        return "";
    }

    /** The days asked for; unbounded where the job finds out by itself what changed. */
    default Interval interval() {
        return Interval.unbounded();
    }

    /** Whether the job writes tables, and so needs the lake for itself and a line in the run ledger. */
    default boolean writesTables() {
        return true;
    }
}

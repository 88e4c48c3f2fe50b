package io.scanline.table;

import static org.apache.spark.sql.functions.col;

import java.util.OptionalInt;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** What more executors brought: measured runs of jobs on a cluster, and what the model says of others. */
public final class ScaleRuns {
    public static final String STUDY = "study";
    public static final String JOB = "job";
    public static final String EXECUTORS = "executors";
    public static final String CORES_PER_EXECUTOR = "cores_per_executor";
    public static final String REPEAT = "repeat";
    public static final String LINES = "lines";
    public static final String BYTES = "bytes";
    public static final String WALL_S = "wall_s";
    public static final String CPU_S = "cpu_s";
    public static final String LINES_PER_S = "lines_per_s";
    public static final String LINES_PER_CPU_S = "lines_per_cpu_s";
    public static final String SPEED_UP = "speed_up";
    public static final String EFFICIENCY = "efficiency";
    public static final String KARP_FLATT = "karp_flatt";
    public static final String GC_SHARE = "gc_share";
    public static final String SHUFFLE_BYTES = "shuffle_bytes";
    public static final String SPILL_BYTES = "spill_bytes";
    public static final String SKEW = "skew";
    public static final String STRAGGLERS = "stragglers";
    public static final String TASKS = "tasks";
    public static final String STARVED = "starved";
    public static final String PREDICTED_WALL_S = "predicted_wall_s";
    public static final String COST_PER_MILLION_LINES = "cost_per_million_lines";
    public static final String KIND = "kind";
    public static final String WARM = "warm";

    public static final String MEASURED = "MEASURED";
    public static final String SIMULATED = "SIMULATED";

    /** The job of rows about all jobs of a run together. */
    public static final String CHAIN = "chain";

    private static final String LOAD = "load-";

    public static final Table TABLE = Table.named("scale_runs")
            .about(
                    "One row per job, number of executors and repeat of a scaling study; measured and simulated runs are told apart by kind. Of a load, one row per job that was served, and one for all that were served at the same load.")
            .required(
                    STUDY,
                    Types.STRING,
                    "study that the run belongs to; its runs began from the same state of the lake")
            .required(
                    JOB,
                    Types.STRING,
                    "job that ran; chain for all jobs of a run together, where it had several; load-8 for one of eight jobs at once")
            .required(EXECUTORS, Types.INT, "executors")
            .required(CORES_PER_EXECUTOR, Types.INT, "task slots of one executor")
            .required(
                    REPEAT,
                    Types.INT,
                    "number of the repeat, from 1; 0 for a simulated run, and for all jobs of a load together")
            .optional(LINES, Types.LONG, "rows or lines that the job worked on; null where it counts none")
            .required(BYTES, Types.LONG, "bytes that tasks read of files, those of Delta's log included")
            .required(
                    WALL_S,
                    Types.DOUBLE,
                    "from the start of the job to the end of its last task, seconds; without the start of driver and executors. P50 for a simulated run. Of a load, the response time of one job, from when it was asked for; of all together, the time in which they were served")
            .optional(CPU_S, Types.DOUBLE, "CPU time of all tasks, seconds; null for a simulated run")
            .optional(LINES_PER_S, Types.DOUBLE, "lines by wall second")
            .optional(LINES_PER_CPU_S, Types.DOUBLE, "lines by CPU second; null for a simulated run")
            .optional(
                    SPEED_UP,
                    Types.DOUBLE,
                    "median wall of the study's fewest executors by this wall, times that number; null where those were not measured")
            .optional(EFFICIENCY, Types.DOUBLE, "speed_up by executors, fraction")
            .optional(
                    KARP_FLATT,
                    Types.DOUBLE,
                    "serial share of the work that the speed-up shows (Karp and Flatt); null for one executor")
            .optional(
                    GC_SHARE,
                    Types.DOUBLE,
                    "garbage collection by run time of tasks, fraction; null for a simulated run")
            .optional(SHUFFLE_BYTES, Types.LONG, "bytes written for shuffles; null for a simulated run")
            .optional(SPILL_BYTES, Types.LONG, "bytes spilled to disk; null for a simulated run")
            .optional(
                    SKEW,
                    Types.DOUBLE,
                    "largest over median task time of the stage with the most task time; null for a simulated run")
            .optional(
                    STRAGGLERS,
                    Types.INT,
                    "tasks of over a second that took more than three times their stage's median; null for a simulated run")
            .optional(TASKS, Types.INT, "tasks that ran; null for a simulated run")
            .required(STARVED, Types.BOOLEAN, "whether tasks waited for CPU; such runs are not fitted")
            .optional(
                    PREDICTED_WALL_S,
                    Types.DOUBLE,
                    "what the model says of this run from one of the fewest executors; for a simulated run P90")
            .optional(
                    COST_PER_MILLION_LINES,
                    DataTypes.createDecimalType(18, 8),
                    "price of the executors' core-hours for a million lines, in the currency of the given price; null where no price was given")
            .required(KIND, Types.STRING, "MEASURED or SIMULATED")
            .optional(
                    WARM,
                    Types.BOOLEAN,
                    "whether the application had run the same before, so that code was compiled; null for no")
            .key(STUDY, JOB, KIND, EXECUTORS, REPEAT)
            .sortedBy(JOB, STUDY)
            .build();

    private ScaleRuns() {}

    /** The job of rows about a load of so many jobs at once. */
    public static String load(int atOnce) {
        return LOAD + atOnce;
    }

    /** How many jobs ran at once, of a row's job; empty where it is about no load. */
    public static OptionalInt atOnce(String job) {
        return job.startsWith(LOAD)
                ? OptionalInt.of(Integer.parseInt(job.substring(LOAD.length())))
                : OptionalInt.empty();
    }

    /** Rows about loads. */
    public static Column isLoad() {
        return col(JOB).startsWith(LOAD);
    }
}

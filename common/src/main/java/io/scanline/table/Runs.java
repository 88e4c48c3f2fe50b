package io.scanline.table;

import org.apache.spark.sql.types.DataTypes;

/** The run ledger: what ran, on which table versions, what it wrote and what it cost. */
public final class Runs {
    public static final String JOB = "job";
    public static final String STARTED_AT = "started_at";
    public static final String INTERVAL_FROM = "interval_from";
    public static final String INTERVAL_TO = "interval_to";
    public static final String INPUT_VERSIONS = "input_versions";
    public static final String OUTPUT_VERSIONS = "output_versions";
    public static final String LINES_IN = "lines_in";
    public static final String LINES_OUT = "lines_out";
    public static final String BYTES = "bytes";
    public static final String EXECUTORS = "executors";
    public static final String CORES = "cores";
    public static final String WALL_S = "wall_s";
    public static final String CPU_S = "cpu_s";
    public static final String LINES_PER_S = "lines_per_s";
    public static final String CPU_S_PER_MILLION_LINES = "cpu_s_per_million_lines";
    public static final String PEAK_MEMORY = "peak_memory";
    public static final String SPILL_BYTES = "spill_bytes";
    public static final String SKEW = "skew";
    public static final String CONFIG_HASH = "config_hash";
    public static final String CODE_VERSION = "code_version";
    public static final String STATUS = "status";
    public static final String MESSAGE = "message";

    public static final String DONE = "DONE";
    public static final String FAILED = "FAILED";

    public static final Table TABLE = Table.named("runs")
            .about("One row per run of a job; input versions and configuration are enough to run it again.")
            .required(JOB, Types.STRING, "command that ran")
            .required(STARTED_AT, Types.TIMESTAMP, "start, UTC")
            .optional(INTERVAL_FROM, Types.DATE, "first day asked for; null where open")
            .optional(INTERVAL_TO, Types.DATE, "day after the last one asked for; null where open")
            .required(
                    INPUT_VERSIONS,
                    DataTypes.createMapType(Types.STRING, Types.LONG, false),
                    "table to the version that was read; -1 where the table did not exist")
            .required(
                    OUTPUT_VERSIONS,
                    DataTypes.createMapType(Types.STRING, Types.LONG, false),
                    "table to the version that was written")
            .required(LINES_IN, Types.LONG, "rows or lines that the job worked on")
            .required(LINES_OUT, Types.LONG, "rows written")
            .required(BYTES, Types.LONG, "bytes read by tasks")
            .required(EXECUTORS, Types.INT, "executors that ran tasks")
            .required(CORES, Types.INT, "task slots that the application can have")
            .required(WALL_S, Types.DOUBLE, "wall time, seconds")
            .required(CPU_S, Types.DOUBLE, "CPU time of all tasks, seconds")
            .optional(LINES_PER_S, Types.DOUBLE, "lines_in by wall second; null where nothing came in")
            .optional(
                    CPU_S_PER_MILLION_LINES,
                    Types.DOUBLE,
                    "CPU seconds for a million lines in; null where nothing came in")
            .required(PEAK_MEMORY, Types.LONG, "largest execution memory of one task, bytes")
            .required(SPILL_BYTES, Types.LONG, "bytes spilled to disk by tasks")
            .optional(SKEW, Types.DOUBLE, "largest over median task time of the longest stage; null where no stage ran")
            .required(CONFIG_HASH, Types.STRING, "hash of the job's options")
            .required(CODE_VERSION, Types.STRING, "version of Scanline")
            .required(STATUS, Types.STRING, "DONE or FAILED")
            .optional(MESSAGE, Types.STRING, "the job's summary, or why it failed")
            .sortedBy(STARTED_AT)
            .build();

    private Runs() {}
}

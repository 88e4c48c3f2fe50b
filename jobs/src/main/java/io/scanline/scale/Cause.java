package io.scanline.scale;

/** Why slots stood idle, and what mends it. */
public enum Cause {
    DRIVER(
            "the driver worked alone",
            "plan less and commit less often, or run jobs side by side so that executors have other work"),
    TOO_FEW_TASKS(
            "too few tasks for the slots",
            "cut the input finer (spark.sql.files.maxPartitionBytes, spark.sql.shuffle.partitions) to four tasks a slot or more"),
    SKEW(
            "one task took much longer than the others",
            "split or salt the heaviest keys, or let adaptive execution split them"),
    SHUFFLE(
            "tasks waited for shuffled data",
            "move less data: aggregate before the shuffle, or broadcast the smaller side"),
    LAST_WAVE("the last tasks of a stage ran alone", "cut the work into more and smaller tasks");

    private final String reason;
    private final String mend;

    Cause(String reason, String mend) {
        this.reason = reason;
        this.mend = mend;
    }

    public String reason() {
        return reason;
    }

    public String mend() {
        return mend;
    }
}

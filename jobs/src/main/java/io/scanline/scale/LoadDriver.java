package io.scanline.scale;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.scanline.spark.Session;
import io.scanline.table.SalesLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;

/**
 * The application that a load is served by: one driver whose jobs share its executors fairly, each by a pool of its own. Every
 * job reads the lines of some days, adds them up by store, department and hour as {@code summarize} does, and keeps nothing.
 *
 * <p>Of pools that run nothing, Spark serves the first by name. They are named in the order in which jobs are asked for, so that
 * the one that waits longest is served first; with a pool for each client, the last of many clients of one executor would wait
 * for good.
 */
public final class LoadDriver {
    /** Before the first load, which would otherwise pay for classes to load and code to compile. */
    private static final int WARM_UP_JOBS = 5;

    private final SparkSession spark;
    private final LoadOrder order;
    private final AtomicInteger asked = new AtomicInteger();

    private LoadDriver(SparkSession spark, LoadOrder order) {
        this.spark = spark;
        this.order = order;
    }

    /** @param words a {@link LoadOrder} as text */
    public static void main(String... words) throws IOException, InterruptedException {
        LoadOrder order = LoadOrder.of(words[0]);
        try (SparkSession spark = Session.open("scale load")) {
            List<ClosedLoop.Level> levels = new LoadDriver(spark, order).serve();
            LoadOrder.JSON.writeValue(Path.of(order.served()).toFile(), levels);
        }
    }

    private List<ClosedLoop.Level> serve() throws InterruptedException {
        for (int number = 1; number <= WARM_UP_JOBS; number++) {
            addUp("warm-up-" + number);
        }
        List<ClosedLoop.Level> levels = new ArrayList<>();
        for (int atOnce : order.atOnce()) {
            levels.add(ClosedLoop.serve(
                    atOnce,
                    atOnce * order.rounds(),
                    (client, number) -> addUp(LoadOrder.group(atOnce, number)),
                    System::nanoTime));
        }
        return levels;
    }

    private void addUp(String group) {
        spark.sparkContext().setLocalProperty("spark.scheduler.pool", "job-%09d".formatted(asked.incrementAndGet()));
        spark.sparkContext().setJobGroup(group, "load: Adding up a day", false);
        spark.read()
                .format("delta")
                .load(order.lines())
                .where(SalesLines.within(order.days()))
                .groupBy(SalesLines.STORE_ID, SalesLines.DEPARTMENT, SalesLines.HOUR_START_UTC)
                .agg(count(lit(1)), sum(SalesLines.QUANTITY), sum(SalesLines.NET_AMOUNT))
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
    }
}

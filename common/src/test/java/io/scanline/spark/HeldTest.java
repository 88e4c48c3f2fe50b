package io.scanline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class HeldTest {
    private static final int STORES = 10;

    private static final CountDownLatch BEGUN = new CountDownLatch(1);
    private static final CountDownLatch CLOSED = new CountDownLatch(1);
    private static final AtomicInteger MADE = new AtomicInteger();

    private static final UserDefinedFunction SLOWLY = udf(
            (UDF1<Long, Long>) value -> {
                MADE.incrementAndGet();
                BEGUN.countDown();
                CLOSED.await();
                return value;
            },
            DataTypes.LongType);

    /** Jobs side by side keep rows of the same tables, and one is done with them while another makes something of them. */
    @Test
    void rowsAreMadeOnceThoughAnotherGivesUpWhatTheyAreMadeOf(SparkSession spark) throws InterruptedException {
        spark.conf().set("spark.sql.adaptive.enabled", "true");
        Dataset<Row> stores = spark.range(STORES).toDF("store");
        Held others = Held.of(stores);
        assertThat(others.rows().count()).isEqualTo(STORES);

        Dataset<Row> units = stores.groupBy("store").agg(count("store").as("units"));
        try (Held sums = Held.of(units.withColumn("units", SLOWLY.apply(col("units"))))) {
            CompletableFuture<Long> counted =
                    CompletableFuture.supplyAsync(() -> readThrice(sums.rows()).count());
            BEGUN.await();
            others.close();
            CLOSED.countDown();

            assertThat(counted.join()).isEqualTo(STORES);
            assertThat(MADE).hasValue(STORES);
        }
    }

    private static Dataset<Row> readThrice(Dataset<Row> rows) {
        Dataset<Row> asked = rows.where(col("units").geq(0)).select("store");
        Dataset<Row> usual =
                rows.join(asked, "store").groupBy("store").agg(sum("units").as("usual"));
        return rows.join(usual, "store");
    }
}

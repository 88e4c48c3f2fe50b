package io.scanline.detect;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.detect.SimulatedChain.Shock;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.UnusualEvents;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three stores. Hours of one have no data, which then comes, is gone again, and turns out to be bad trade; the spike of another
 * is known by a part of its hours first.
 */
@ExtendWith(SparkExtension.class)
class RetractedEventsTest {
    private static final int DAYS = 50;
    private static final int DAY = 44;
    private static final Shock MISSING = new Shock("S01", DAY, 11, 17, "*", 1, 1, true);
    private static final Shock BAD = new Shock("S01", DAY, 11, 17, "*", 0.1, 1, false);
    private static final Shock BEGUN = new Shock("S02", DAY, 13, 15, "*", 4, 1, false);
    private static final Shock WHOLE = new Shock("S02", DAY, 11, 19, "*", 4, 1, false);

    @TempDir
    Path folder;

    private final SparkSession spark;

    RetractedEventsTest(SparkSession spark) {
        this.spark = spark;
    }

    @Test
    void eventsKeepTheirIdsAndWhatLaterDataDoesNotBearOutStaysAsRetracted() {
        DetectResult first = detect(MISSING, BEGUN);
        Row late = only("DATA_LATE");
        String spike = only("SALES_SPIKE").getAs(UnusualEvents.EVENT_ID);
        assertThat(late.<String>getAs(UnusualEvents.STATUS)).isEqualTo("OPEN");
        assertThat(first.retracted()).isZero();

        DetectResult arrived = detect(WHOLE);
        Row retracted = only("DATA_LATE");
        assertThat(arrived.retracted()).isEqualTo(1);
        assertThat(retracted.<String>getAs(UnusualEvents.EVENT_ID)).isEqualTo(late.getAs(UnusualEvents.EVENT_ID));
        assertThat(retracted.<String>getAs(UnusualEvents.STATUS)).isEqualTo("RETRACTED");
        assertThat(retracted.<Double>getAs(UnusualEvents.ACTUAL)).isEqualTo(late.getAs(UnusualEvents.ACTUAL));
        assertThat(retracted.<String>getAs(UnusualEvents.HEADLINE))
                .startsWith("Taken back: the missing data has come in")
                .endsWith(" It read: " + late.<String>getAs(UnusualEvents.HEADLINE));
        assertThat(only("SALES_SPIKE").<String>getAs(UnusualEvents.EVENT_ID)).isEqualTo(spike);

        detect(MISSING, WHOLE);
        for (String column : List.of(UnusualEvents.EVENT_ID, UnusualEvents.STATUS, UnusualEvents.HEADLINE)) {
            assertThat(only("DATA_LATE").<String>getAs(column)).isEqualTo(late.getAs(column));
        }

        detect(BAD, WHOLE);
        Row drop = only("SALES_DROP");
        assertThat(drop.<String>getAs(UnusualEvents.STATUS)).isEqualTo("OPEN");
        assertThat(only("DATA_LATE").<String>getAs(UnusualEvents.STATUS)).isEqualTo("RETRACTED");
        assertThat(only("DATA_LATE").<String>getAs(UnusualEvents.HEADLINE))
                .startsWith("Taken back: event " + drop.getAs(UnusualEvents.EVENT_ID)
                        + " (sales drop) tells of these hours now.");
        assertThat(detect(BAD, WHOLE).changed()).isZero();
    }

    private DetectResult detect(Shock... shocks) {
        SimulatedChain chain = new SimulatedChain(3, DAYS, 3);
        for (Shock shock : shocks) {
            chain.with(shock);
        }
        chain.fill(TestLake.in(folder, spark));
        return TestLake.run(folder, spark, new DetectJob(DetectOptions.defaults()));
    }

    /** The one story of a kind, of all departments. */
    private Row only(String kind) {
        List<Row> events = TestLake.in(folder, spark)
                .read(UnusualEvents.TABLE)
                .drop("run_id", "computed_at")
                .where("parent_event_id is null and department = '*'")
                .where(col(UnusualEvents.KIND).equalTo(kind))
                .collectAsList();
        assertThat(events).as(kind).hasSize(1);
        return events.get(0);
    }
}

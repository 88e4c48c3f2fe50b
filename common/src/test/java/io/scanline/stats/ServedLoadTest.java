package io.scanline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ServedLoadTest {
    private static final Offset<Double> EXACTLY = within(1e-9);

    @Test
    void percentilesAreOfTheNearestRank() {
        double[] oneToHundred =
                IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();

        ServedLoad load = ServedLoad.of(1, 1, oneToHundred);

        assertThat(load.p50()).isEqualTo(50);
        assertThat(load.p95()).isEqualTo(95);
        assertThat(load.p99()).isEqualTo(99);
        assertThat(load.mean()).isCloseTo(50.5, EXACTLY);
        assertThat(ServedLoad.of(1, 1, 3, 1, 2).p95()).isEqualTo(3);
        assertThat(ServedLoad.of(1, 1, 7).p50()).isEqualTo(7);
    }

    /** Four jobs at once on one server that takes two seconds a job: each waits for three others. */
    @Test
    void jobsInTheSystemAreThroughputTimesResponse() {
        ServedLoad load = ServedLoad.of(4, 20, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8);

        assertThat(load.throughput()).isCloseTo(0.5, EXACTLY);
        assertThat(load.inSystem()).isCloseTo(4, EXACTLY);
        assertThat(load.deviation()).isCloseTo(0, EXACTLY);
    }

    /** A second is lost between jobs that nobody timed: a fifth of the time the system was empty. */
    @Test
    void saysWhereTheLawDoesNotHold() {
        ServedLoad load = ServedLoad.of(1, 10, 4, 4);

        assertThat(load.inSystem()).isCloseTo(0.8, EXACTLY);
        assertThat(load.deviation()).isCloseTo(-0.2, EXACTLY);
    }

    @Test
    void nothingServedIsNoLoad() {
        assertThatThrownBy(() -> ServedLoad.of(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.scanline.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.stats.ServedLoad;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Time is a number that the jobs move on, so that nothing depends on the machine. */
class ClosedLoopTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong();

    @Test
    void theFirstJobWarmsUpAndDoesNotCount() throws InterruptedException {
        ClosedLoop.Level level = ClosedLoop.serve(
                1, 3, (client, number) -> clock.addAndGet(number == 1 ? 100 * SECOND : 2 * SECOND), clock::get);

        assertThat(level.seconds()).isEqualTo(6);
        assertThat(level.served()).extracting(ClosedLoop.Served::number).containsExactly(2, 3, 4);
        assertThat(level.served()).extracting(ClosedLoop.Served::seconds).containsOnly(2.0);
    }

    /** One server: a job moves the clock on by itself while the others wait, so that every second belongs to one job. */
    @Test
    void keepsAsManyJobsInTheSystemAsAskedFor() throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Set<Integer> clients = ConcurrentHashMap.newKeySet();
        Object server = new Object();

        ClosedLoop.Level level = ClosedLoop.serve(
                4,
                40,
                (client, number) -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    clients.add(client);
                    synchronized (server) {
                        clock.addAndGet(SECOND);
                    }
                    now.decrementAndGet();
                },
                clock::get);

        assertThat(level.served()).hasSize(40);
        assertThat(level.served()).extracting(ClosedLoop.Served::number).doesNotHaveDuplicates();
        assertThat(clients).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(most.get()).isLessThanOrEqualTo(4);
        double[] responses =
                level.served().stream().mapToDouble(ClosedLoop.Served::seconds).toArray();
        assertThat(ServedLoad.of(4, level.seconds(), responses).throughput()).isPositive();
    }

    @Test
    void aJobThatFailsEndsTheLoad() {
        assertThatThrownBy(() -> ClosedLoop.serve(
                        3,
                        1_000_000,
                        (client, number) -> {
                            if (number == 5) {
                                throw new IllegalStateException("no such table");
                            }
                        },
                        clock::get))
                .hasMessage("a job of the load failed")
                .hasRootCauseMessage("no such table");
    }
}

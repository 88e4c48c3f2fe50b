package io.scanline.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.stats.ServedLoad;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
        Map<Integer, Integer> jobs = new ConcurrentHashMap<>();
        CountDownLatch allHadOne = new CountDownLatch(4);
        Object server = new Object();

        ClosedLoop.Level level = ClosedLoop.serve(
                4,
                40,
                (client, number) -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    if (jobs.merge(client, 1, Integer::sum) == 2) {
                        allHadOne.countDown();
                        await(allHadOne);
                    }
                    synchronized (server) {
                        clock.addAndGet(SECOND);
                    }
                    now.decrementAndGet();
                },
                clock::get);

        assertThat(level.served()).hasSize(40);
        assertThat(level.served()).extracting(ClosedLoop.Served::number).doesNotHaveDuplicates();
        assertThat(jobs.keySet()).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(most.get()).isLessThanOrEqualTo(4);
        double[] responses =
                level.served().stream().mapToDouble(ClosedLoop.Served::seconds).toArray();
        assertThat(ServedLoad.of(4, level.seconds(), responses).throughput()).isPositive();
    }

    /** The second client's first job is kept waiting until the first client has had too many. */
    @Test
    void aClientThatIsNeverServedEndsTheLoad() {
        CountDownLatch failed = new CountDownLatch(1);

        assertThatThrownBy(() -> ClosedLoop.serve(
                        2,
                        10,
                        (client, number) -> {
                            if (client == 1) {
                                await(failed);
                                throw new IllegalStateException("served too late");
                            } else if (number > 40) {
                                failed.countDown();
                            }
                        },
                        clock::get))
                .hasStackTraceContaining("they are not served fairly");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

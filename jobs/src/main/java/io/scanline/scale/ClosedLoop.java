package io.scanline.scale;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Clients of whom each asks for one job after the other. Time counts from when every client has had its first job, which warms
 * up, until as many as wanted have ended since; clients go on until then, so that no job is ever less disturbed than the others.
 */
final class ClosedLoop {
    /** What a client does: one job, waited for. */
    @FunctionalInterface
    interface Work {
        /**
         * @param client from 0
         * @param number of the job, from 1, in the order in which they were asked for
         */
        void run(int client, int number);
    }

    /**
     * A job that ended within the time.
     *
     * @param seconds from when it was asked for
     */
    record Served(int number, double seconds) {}

    /** @param seconds in which the jobs ended */
    record Level(int atOnce, double seconds, List<Served> served) {}

    private static final double NANOS = 1e9;
    /** Jobs a client, when some client has not had one yet. */
    private static final int MUCH_TOO_MANY = 20;

    private final int atOnce;
    private final int wanted;
    private final Work work;
    private final LongSupplier nanos;
    private final Set<Integer> warm = new HashSet<>();
    private final List<Served> served = new ArrayList<>();
    private long opened;
    private long closed;
    private boolean ended;
    private int asked;

    private ClosedLoop(int atOnce, int wanted, Work work, LongSupplier nanos) {
        this.atOnce = atOnce;
        this.wanted = wanted;
        this.work = work;
        this.nanos = nanos;
    }

    /**
     * Serves one load to its end. A job that fails ends it, and is thrown.
     *
     * @param atOnce clients
     * @param wanted jobs that count
     * @param nanos the clock
     */
    static Level serve(int atOnce, int wanted, Work work, LongSupplier nanos) throws InterruptedException {
        return new ClosedLoop(atOnce, wanted, work, nanos).serve();
    }

    private Level serve() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            int client = i;
            clients.add(() -> {
                beClient(client);
                return null;
            });
        }
        try {
            for (Future<Void> client : threads.invokeAll(clients)) {
                client.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a job of the load failed", e.getCause());
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
        return new Level(atOnce, (closed - opened) / NANOS, List.copyOf(served));
    }

    private void beClient(int client) {
        try {
            for (int number = ask(); number > 0; number = ask()) {
                long start = nanos.getAsLong();
                work.run(client, number);
                had(client, number, start, nanos.getAsLong());
            }
        } finally {
            end();
        }
    }

    /** The number of the next job; 0 where no more are wanted. */
    private synchronized int ask() {
        return ended ? 0 : ++asked;
    }

    private synchronized void had(int client, int number, long start, long end) {
        if (warm.size() < atOnce) {
            warm.add(client);
            opened = end;
            if (number > MUCH_TOO_MANY * atOnce) {
                throw new IllegalStateException("of " + atOnce + " clients, " + (atOnce - warm.size()) + " had none of "
                        + number + " jobs: they are not served fairly");
            }
        } else if (!ended) {
            served.add(new Served(number, (end - start) / NANOS));
            closed = end;
            ended = served.size() == wanted;
        }
    }

    private synchronized void end() {
        ended = true;
    }
}

package io.scanline.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Work whose parts need nothing of each other, at the same time: while the driver plans one part, the executors have another.
 *
 * <p>A part sees the Spark session and the job group of the thread that begins it. Closing waits for every part to end, so that
 * none goes on after another has failed.
 */
public final class SideBySide implements AutoCloseable {
    /** Work that goes on. */
    @FunctionalInterface
    public interface Part<T> {
        /** Waits for the end; fails as the part failed. */
        T outcome();
    }

    private final List<CompletableFuture<?>> parts = new ArrayList<>();

    public <T> Part<T> begin(Supplier<T> part) {
        // a thread takes over session and job group when it is made, so that each part needs one of its own
        CompletableFuture<T> running = CompletableFuture.supplyAsync(part, task -> new Thread(task).start());
        parts.add(running);
        return () -> outcome(running);
    }

    private static <T> T outcome(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        parts.forEach(part -> part.handle((outcome, failure) -> failure).join());
    }
}

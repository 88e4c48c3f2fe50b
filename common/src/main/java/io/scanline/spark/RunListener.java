package io.scanline.spark;

/** Hears what runs do; several may be under way at once. */
@FunctionalInterface
public interface RunListener {
    /** @param sentence what the run does next; its step before is done */
    void step(String runId, String sentence);

    /** The run is over, whether it went well or not. */
    default void ended(String runId) {}
}

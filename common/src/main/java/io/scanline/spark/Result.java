package io.scanline.spark;

/** What a job did: a record whose components are what {@code --json} prints. */
public interface Result {
    /** One to six lines for a person. */
    String summary();
}

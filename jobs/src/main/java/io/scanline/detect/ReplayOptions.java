package io.scanline.detect;

/**
 * What to replay.
 *
 * @param detection what counts as unusual, and the days
 * @param labels CSV file of what really happened; null for none
 */
public record ReplayOptions(DetectOptions detection, String labels) {}

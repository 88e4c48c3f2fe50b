package io.scanline.verify;

import io.scanline.config.Interval;
import java.util.Optional;

/**
 * What to recount.
 *
 * @param interval files whose lines fall on these business days; unbounded for all
 * @param profile source profile of files whose batch does not say with which it was loaded
 */
public record VerifyOptions(Interval interval, Optional<String> profile) {}

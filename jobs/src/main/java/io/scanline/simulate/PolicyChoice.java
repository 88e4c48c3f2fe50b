package io.scanline.simulate;

import io.scanline.config.ScanlineException;
import java.io.Serializable;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A policy to replay.
 *
 * @param calibrated whether its safety is tuned until the fill rate meets the target on the days before those that are scored
 */
record PolicyChoice(PolicyKind kind, boolean calibrated) implements Serializable {
    private static final String CALIBRATED = ":calibrated";

    /** @param word a policy's name, with {@code :calibrated} behind it to have it tuned */
    static PolicyChoice parse(String word) {
        String text = word.trim().toLowerCase(Locale.ROOT);
        boolean calibrated = text.endsWith(CALIBRATED);
        String name = calibrated ? text.substring(0, text.length() - CALIBRATED.length()) : text;
        PolicyKind kind = Stream.of(PolicyKind.values())
                .filter(each -> each.word().equals(name))
                .findFirst()
                .orElseThrow(() -> ScanlineException.usage(
                        "--policy " + word + " is not known.",
                        "Give one or more of " + PolicyKind.words() + "; NAME" + CALIBRATED
                                + " tunes one until it meets its target."));
        if (calibrated && !kind.canBeTuned()) {
            throw ScanlineException.usage(
                    "--policy " + word + " has nothing to tune.", "Leave " + CALIBRATED + " away.");
        }
        return new PolicyChoice(kind, calibrated);
    }

    @Override
    public String toString() {
        return kind.word() + (calibrated ? CALIBRATED : "");
    }
}

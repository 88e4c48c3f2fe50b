package io.scanline.scale;

import io.scanline.config.ScanlineException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to plan for.
 *
 * @param sales growth of scanned lines; empty where they grow as the stores do
 * @param deadline how long a day's chain may take, start-up included
 */
public record PlanOptions(
        Growth stores, Optional<Growth> sales, Duration deadline, Optional<BigDecimal> coreHourPrice) {
    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s)?");

    public PlanOptions {
        if (deadline.isNegative() || deadline.isZero()) {
            throw ScanlineException.usage("--deadline must be more than nothing.", "Write it as 45m or 1h30m.");
        }
        if (coreHourPrice.isPresent() && coreHourPrice.get().signum() <= 0) {
            throw ScanlineException.usage("--price-per-core-hour must be more than 0.", "Write it as 0.05.");
        }
    }

    /** {@code 45m}, {@code 2h}, {@code 1h30m}, {@code 90s}. */
    public static Duration time(String text) {
        Matcher found = TIME.matcher(text.strip());
        if (text.isBlank() || !found.matches()) {
            throw ScanlineException.usage("--deadline " + text + " is no time.", "Write it as 45m or 1h30m.");
        }
        return Duration.ofHours(part(found.group(1)))
                .plusMinutes(part(found.group(2)))
                .plusSeconds(part(found.group(3)));
    }

    private static long part(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}

package io.scanline.maintain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scanline.config.ScanlineException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaintainOptionsTest {
    @Test
    void lessThanSevenDaysNeedsTheWordForIt() {
        refused(167, false, Map.of(), "--vacuum-hours 167 is less than seven days");
        assertThat(options(167, true, Map.of()).keepVersions()).isEqualTo(Duration.ofHours(167));
        assertThat(options(168, false, Map.of()).keepVersions()).isEqualTo(Duration.ofDays(7));
        refused(-1, true, Map.of(), "--vacuum-hours is -1");
    }

    @Test
    void onlyTablesWithDaysLetDaysGo() {
        assertThat(options(168, false, Map.of("sales_lines", 1)).keep()).containsEntry("sales_lines", 1);
        refused(168, false, Map.of("hourly_sales", 30), "is not kept by day");
        refused(168, false, Map.of("trend_comparisons", 30), "Tables with days are sales_lines, demand_history");
        refused(168, false, Map.of("sales", 30), "there is no table sales");
        refused(168, false, Map.of("sales_lines", 0), "would let every day go");
    }

    @Test
    void optionsReadTheSameForTheSameValues() {
        assertThat(options(168, false, Map.of("sales_lines", 9, "forecasts", 2)).toString())
                .isEqualTo("134217728/PT168H/{forecasts=2, sales_lines=9}");
    }

    @Test
    void aCustomerNeedsAnIdAndTheKey() {
        assertThatExceptionOfType(ScanlineException.class)
                .isThrownBy(() -> ErasureJob.of(" ", Map.of("SCANLINE_CUSTOMER_KEY", "k")))
                .withMessageContaining("the id is empty");
        assertThatExceptionOfType(ScanlineException.class)
                .isThrownBy(() -> ErasureJob.of("C77", Map.of()))
                .withMessageContaining("SCANLINE_CUSTOMER_KEY is not set")
                .withMessageNotContaining("C77");
        assertThat(ErasureJob.of("C77", Map.of("SCANLINE_CUSTOMER_KEY", "k"))
                        .options()
                        .toString())
                .doesNotContain("C77");
    }

    private static MaintainOptions options(long hours, boolean underSevenDays, Map<String, Integer> keep) {
        return new MaintainOptions(128 * MaintainOptions.MEGABYTE, Duration.ofHours(hours), underSevenDays, keep);
    }

    private static void refused(long hours, boolean underSevenDays, Map<String, Integer> keep, String message) {
        assertThatExceptionOfType(ScanlineException.class)
                .isThrownBy(() -> options(hours, underSevenDays, keep))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ScanlineException.Code.USAGE));
    }
}

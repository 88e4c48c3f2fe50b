package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetractionTest {
    private static final String READ = "Store S1 sold 60% less.";

    @Test
    void saysThatMissingDataHasComeIn() {
        assertThat(retraction(Kind.DATA_LATE, 3, 4210, 4300, null).told())
                .isEqualTo(
                        "Taken back: the missing data has come in, 4,210 EUR where 4,300 EUR were expected. It read: "
                                + READ);
    }

    @Test
    void saysThatHoursAreNotUnusualAnyMore() {
        assertThat(retraction(Kind.SALES_DROP, 3, 980, 1000, null).told())
                .startsWith(
                        "Taken back: its hours have 980 EUR now, where 1,000 EUR would be usual, which is not unusual enough.");
        assertThat(retraction(Kind.TRAFFIC_CHANGE, 3, 40, 50, null).told()).contains("40 baskets now");
    }

    @Test
    void saysThatHoursAreGone() {
        assertThat(retraction(Kind.SALES_SPIKE, 0, 0, 0, null).told())
                .startsWith("Taken back: its hours are not in the data any more.");
    }

    @Test
    void namesTheEventThatTellsOfTheHoursNow() {
        assertThat(retraction(Kind.DATA_LATE, 3, 400, 1000, "abc").told())
                .startsWith("Taken back: event abc (sales drop) tells of these hours now.");
    }

    private static Retraction retraction(Kind kind, long hours, double actual, double expected, String teller) {
        return new Retraction(kind, "EUR", hours, actual, expected, teller, teller == null ? null : "SALES_DROP", READ);
    }
}

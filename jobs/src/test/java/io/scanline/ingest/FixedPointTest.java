package io.scanline.ingest;

import static io.scanline.ingest.FixedPoint.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedPointTest {
    @Test
    void readsWhatFitsAndNothingElse() {
        assertThat(FixedPoint.parse("12.505")).isEqualTo(125_050);
        assertThat(FixedPoint.parse("-0.0001")).isEqualTo(-1);
        assertThat(FixedPoint.parse("+7")).isEqualTo(70_000);
        assertThat(FixedPoint.parse(".5")).isEqualTo(5_000);
        assertThat(FixedPoint.parse("3.")).isEqualTo(30_000);
        assertThat(FixedPoint.parse("1.20000000")).isEqualTo(12_000);
        assertThat(FixedPoint.parse("99999999999999.9999")).isEqualTo(999_999_999_999_999_999L);
        for (String bad : new String[] {
            "",
            "-",
            ".",
            "1,5",
            "1e3",
            "0x1",
            "NaN",
            "1.00001",
            "100000000000000",
            "99999999999999999999",
            "1 2",
            "--1",
            "1.2.3",
            "\u0661"
        }) {
            assertThat(FixedPoint.parse(bad)).as(bad).isEqualTo(NONE);
        }
    }

    @Test
    void readsTypedValuesExactly() {
        assertThat(FixedPoint.of(8.26d)).isEqualTo(82_600);
        assertThat(FixedPoint.of(0.1d + 0.2d)).as("the noise of adding doubles").isEqualTo(3_000);
        assertThat(FixedPoint.of(0.00001d)).isEqualTo(NONE);
        assertThat(FixedPoint.of(Double.NaN)).isEqualTo(NONE);
        assertThat(FixedPoint.of(9.97f)).isEqualTo(99_700);
        assertThat(FixedPoint.of(12)).isEqualTo(120_000);
        assertThat(FixedPoint.of(new BigDecimal("1.25"))).isEqualTo(12_500);
    }

    @Test
    void multipliesAsDecimalsDo() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            long a = random.nextLong(-10_000_000_000L, 10_000_000_000L);
            long b = random.nextLong(-1_000_000L, 1_000_000L);
            BigDecimal exact =
                    BigDecimal.valueOf(a, 4).multiply(BigDecimal.valueOf(b, 4)).setScale(4, RoundingMode.HALF_EVEN);

            assertThat(FixedPoint.times(a, b)).isEqualTo(exact.unscaledValue().longValueExact());
        }
        assertThat(FixedPoint.times(999_999_999_999_999_999L, 20_000)).isEqualTo(NONE);
    }
}

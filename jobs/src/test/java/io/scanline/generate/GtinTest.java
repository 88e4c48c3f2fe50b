package io.scanline.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GtinTest {
    /** The example of the GS1 General Specifications, and two products that stand in many kitchens. */
    @Test
    void checkDigitsAreThoseOfGs1() {
        assertThat(Gtin.withCheckDigit(629104150021L)).isEqualTo(6291041500213L);
        assertThat(Gtin.withCheckDigit(400638133393L)).isEqualTo(4006381333931L);
        assertThat(Gtin.withCheckDigit(590123412345L)).isEqualTo(5901234123457L);
    }

    @Test
    void scaleCodesHoldItemAndWeight() {
        assertThat(Long.toString(Gtin.weighed(123, 456)))
                .startsWith("210012300456")
                .hasSize(13);
    }
}

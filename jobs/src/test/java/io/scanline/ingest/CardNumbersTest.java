package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numbers are the card schemes' published test numbers. */
class CardNumbersTest {
    @Test
    void hidesAllButTheLastFourDigits() {
        assertThat(CardNumbers.mask("paid 4111111111111111 ok")).isEqualTo("paid ************1111 ok");
        assertThat(CardNumbers.mask("378282246310005")).isEqualTo("***********0005");
        assertThat(CardNumbers.mask("5555-5555-5555-4444,6011 1111 1111 1117"))
                .isEqualTo("****-****-****-4444,**** **** **** 1117");
    }

    @Test
    void findsThemBesideOtherNumbers() {
        assertThat(CardNumbers.mask("VISA 4111111111111111 0525")).isEqualTo("VISA ************1111 0525");
        assertThat(CardNumbers.mask("4111 1111 1111 1111 12/27")).isEqualTo("**** **** **** 1111 12/27");
        assertThat(CardNumbers.mask("till 3 4111111111111111")).isEqualTo("till 3 ************1111");
        assertThat(CardNumbers.mask("17-378282246310005-6011111111111117"))
                .isEqualTo("17-***********0005-************1117");
    }

    @Test
    void leavesOtherNumbersAlone() {
        assertThat(CardNumbers.mask("4111111111111112"))
                .as("fails the Luhn check")
                .isEqualTo("4111111111111112");
        assertThat(CardNumbers.mask("4006381333931")).as("a GTIN-13").isEqualTo("4006381333931");
        assertThat(CardNumbers.mask("2024-03-01T09:30:00+01:00,100,2.50"))
                .isEqualTo("2024-03-01T09:30:00+01:00,100,2.50");
        assertThat(CardNumbers.mask(null)).isNull();
    }
}

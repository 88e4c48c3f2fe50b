package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.table.Types;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictTextTest {
    @ParameterizedTest
    @CsvSource({
        "12.5,12.5000",
        "-0.0001,-0.0001",
        "+7,7.0000",
        "007,7.0000",
        "99999999999999.9999,99999999999999.9999",
        "' 3.10 ',3.1000"
    })
    void keepsEveryDigitOfADecimal(String text, BigDecimal expected) {
        assertThat(StrictText.decimal(text, Types.MONEY)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12.50000",
                "12.34567",
                "100000000000000",
                "1,000",
                "1e3",
                "0x10",
                "NaN",
                "12.5.1",
                "-",
                ".",
                "--1",
                "1-",
                "12 5",
                "٣"
            })
    void refusesDecimalsThatDoNotFitInsteadOfRounding(String text) {
        assertThat(StrictText.decimal(text, Types.MONEY)).isNull();
    }

    @Test
    void readsADoubleAsTheShortestTextThatStandsForIt() {
        assertThat(StrictText.decimal(8.26, Types.MONEY)).isEqualTo(new BigDecimal("8.2600"));
        assertThat(StrictText.decimal(0.1f, Types.MONEY)).isEqualTo(new BigDecimal("0.1000"));
        assertThat(StrictText.decimal(0.1 + 0.2, Types.MONEY)).isNull();
        assertThat(StrictText.decimal(Double.NaN, Types.MONEY)).isNull();
    }

    @Test
    void everyDecimalOfTheTypeComesBackAsItWas() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            BigDecimal value = BigDecimal.valueOf(random.nextLong() % 1_000_000_000_000_000_000L, 4);
            assertThat(StrictText.decimal(value.toPlainString(), Types.MONEY)).isEqualTo(value);
        }
    }

    @Test
    void wholeNumbersHaveNoPointAndStayInRange() {
        assertThat(StrictText.integer("-2147483648")).isEqualTo(Integer.MIN_VALUE);
        assertThat(StrictText.integer("2147483648")).isNull();
        assertThat(StrictText.integer("5.0")).isNull();
        assertThat(StrictText.integer(5L)).isEqualTo(5);
        assertThat(StrictText.longInteger("9223372036854775808")).isNull();
    }

    @Test
    void boolsAreTheContractsWordsInAnyCase() {
        assertThat(StrictText.bool("TRUE")).isTrue();
        assertThat(StrictText.bool("NO")).isFalse();
        assertThat(StrictText.bool(1)).isTrue();
        assertThat(StrictText.bool("t")).isNull();
        assertThat(StrictText.bool(2)).isNull();
    }

    @Test
    void datesAreIsoDaysThatExist() {
        assertThat(StrictText.date("2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(StrictText.date("2023-02-29")).isNull();
        assertThat(StrictText.date("2024-2-9")).isNull();
        assertThat(StrictText.date("2024-03-01T00:00")).isNull();
        assertThat(StrictText.date("01/03/2024")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-03-01T09:30:00+05:45",
                "2024-03-01 09:30:00+0545",
                "2024-03-01T09:30+05:45",
                "2024-03-01T09:30:00.000000000+05:45"
            })
    void timesWithAnOffsetAreInstants(String text) {
        assertThat(StrictText.timestamp(text)).isEqualTo(OffsetDateTime.parse("2024-03-01T09:30:00+05:45"));
    }

    @Test
    void timesWithoutAnOffsetStayLocal() {
        assertThat(StrictText.timestamp("2024-03-01 09:30:07.123456789"))
                .isEqualTo(LocalDateTime.of(2024, 3, 1, 9, 30, 7, 123_456_000));
        assertThat(StrictText.timestamp(Timestamp.from(Instant.EPOCH)))
                .isEqualTo(OffsetDateTime.parse("1970-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-03-01",
                "2024-03-01T24:00:00",
                "2024-03-01T09:60:00",
                "2024-03-01T09:30:00.",
                "2024-03-01T09:30:0",
                "2024-03-01T09:30:00+19:00",
                "2024-03-01T09:30:00 Z",
                "2024-13-01T09:30:00",
                "yesterday at noon"
            })
    void refusesWhatIsNoMoment(String text) {
        assertThat(StrictText.timestamp(text)).isNull();
    }

    @Test
    void blankTextIsMissingNotWrong() {
        assertThat(StrictText.isMissing("  ")).isTrue();
        assertThat(StrictText.isMissing(null)).isTrue();
        assertThat(StrictText.isMissing("0")).isFalse();
        assertThat(StrictText.text(new BigDecimal("1E+3"))).isEqualTo("1000");
    }
}

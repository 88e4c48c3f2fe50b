package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZoneClockTest {
    @Test
    void agreesWithJavaTimeInEveryKindOfZone() {
        Random random = new Random(3);
        for (String name : new String[] {
            "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Chatham", "UTC"
        }) {
            ZoneId zone = ZoneId.of(name);
            ZoneClock clock = new ZoneClock(zone);
            for (int i = 0; i < 3_000; i++) {
                LocalDateTime local =
                        LocalDateTime.ofEpochSecond(random.nextLong(1_577_836_800L, 1_735_689_600L), 0, ZoneOffset.UTC);
                ZonedDateTime expected = local.atZone(zone);
                long localMicros = local.toEpochSecond(ZoneOffset.UTC) * ZoneClock.MICROS;
                long micros = localMicros - clock.read(localMicros).offset() * ZoneClock.MICROS;

                assertThat(instant(micros)).isEqualTo(expected.toInstant());
                int offset = clock.offsetAt(micros);
                assertThat(offset).isEqualTo(expected.getOffset().getTotalSeconds());
                assertThat(ZoneClock.hourOfDay(micros, offset)).isEqualTo(expected.getHour());
                assertThat(instant(ZoneClock.hourStart(micros, offset))
                                .atOffset(expected.getOffset())
                                .getMinute())
                        .isZero();
                assertThat(ZoneClock.businessDay(micros, offset, 4)).isEqualTo((int)
                        expected.toLocalDateTime().minusHours(4).toLocalDate().toEpochDay());
            }
        }
    }

    @Test
    void namesTheHourThatIsSkippedAndTheHourThatComesTwice() {
        ZoneClock london = new ZoneClock(ZoneId.of("Europe/London"));

        assertThat(london.read(micros("2024-03-31T01:30:00")).gap()).isTrue();
        assertThat(london.read(micros("2024-03-31T00:59:59")).gap()).isFalse();
        assertThat(london.read(micros("2024-10-27T01:30:00")).ambiguous()).isTrue();
        assertThat(london.read(micros("2024-10-27T01:30:00")).offset())
                .as("the earlier one")
                .isEqualTo(3600);
        assertThat(london.read(micros("2024-10-27T02:00:00")).ambiguous()).isFalse();
    }

    @Test
    void startsHalfHourZonesHoursOnTheHalfHour() {
        ZoneClock kolkata = new ZoneClock(ZoneId.of("Asia/Kolkata"));
        long micros = micros("2024-05-05T10:00:00"); // 15:30 there

        assertThat(instant(ZoneClock.hourStart(micros, kolkata.offsetAt(micros))))
                .isEqualTo("2024-05-05T09:30:00Z");
    }

    private static long micros(String local) {
        return LocalDateTime.parse(local).toEpochSecond(ZoneOffset.UTC) * ZoneClock.MICROS;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, ZoneClock.MICROS));
    }
}

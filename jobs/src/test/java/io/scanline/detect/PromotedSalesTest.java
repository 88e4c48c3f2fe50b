package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.detect.StoreSeries.Hour;
import io.scanline.detect.StoreSeries.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A store that sells 100 an hour to 10 customers from 9 to 19, for ten weeks; in the ninth something is on promotion. */
class PromotedSalesTest {
    private static final int DAYS = 70;
    private static final int PROMOTION = 56;
    private static final int OPENS = 9;
    private static final int CLOSES = 19;

    @Test
    void whatAPromotionBringsIsExpectedInItsWeekAndNotInTheNext() {
        List<Hour> hours = expect(day -> day >= PROMOTION && day < PROMOTION + 7 ? new double[] {150, 15, 50} : null);

        assertThat(of(hours, PROMOTION - 1)).satisfies(hour -> isExpected(hour, 100, 10, 0));
        assertThat(of(hours, PROMOTION)).satisfies(hour -> isExpected(hour, 150, 15, 50));
        assertThat(of(hours, PROMOTION + 6)).satisfies(hour -> isExpected(hour, 150, 15, 50));
        assertThat(of(hours, PROMOTION + 8)).satisfies(hour -> isExpected(hour, 100, 10, 0));
    }

    /** Half as many customers more at usual prices are no promotion, though they get more discounts than usual. */
    @Test
    void usualDiscountsBringNothing() {
        List<Hour> hours = expect(day -> day == PROMOTION ? new double[] {150, 15, 7.5} : new double[] {100, 10, 5});

        assertThat(of(hours, PROMOTION)).satisfies(hour -> isExpected(hour, 100, 10, 0));
    }

    @Test
    void aPromotionBringsNoMoreThanThereIs() {
        List<Hour> hours = expect(day -> day == PROMOTION ? new double[] {20, 10, 80} : null);

        assertThat(of(hours, PROMOTION)).satisfies(hour -> isExpected(hour, 120, 20, 20));
    }

    private interface OfDay {
        /** Sales, customers and discount of an hour; null for an ordinary one. */
        double[] hour(int day);
    }

    private static void isExpected(Hour hour, double expected, double customers, double promoted) {
        assertThat(hour.expected()).isCloseTo(expected, within(1e-6));
        assertThat(hour.expectedTransactions()).isCloseTo(customers, within(1e-6));
        assertThat(hour.promoted()).isCloseTo(promoted, within(1e-6));
    }

    private static Hour of(List<Hour> hours, int day) {
        return hours.stream()
                .filter(hour -> hour.day().toEpochDay() == day)
                .findFirst()
                .orElseThrow();
    }

    private static List<Hour> expect(OfDay ofDay) {
        boolean[] wanted = new boolean[DAYS];
        Arrays.fill(wanted, true);
        Period period = new Period(0, wanted, 56, new DataEnd(DAYS * 24L, DAYS * 86_400L));
        StoreFrame frame = new StoreFrame("S1", "R", "DE", ZoneId.of("UTC"), "EUR", List.of(), List.of(), Map.of());
        StoreSeries store = new StoreSeries(frame, period, false);
        List<Hour> hours = new ArrayList<>();
        store.expect("*", series(ofDay), hours::add);
        return hours;
    }

    private static HourSeries series(OfDay ofDay) {
        HourSeries series = new HourSeries(DAYS);
        for (int day = 0; day < DAYS; day++) {
            double[] hour = ofDay.hour(day);
            double[] figures = hour == null ? new double[] {100, 10, 0} : hour;
            for (int h = OPENS; h < CLOSES; h++) {
                double[] measures = {figures[0], figures[1], 0, 0, 0, figures[2]};
                series.add(day * WeekProfile.HOURS + h, 86_400L * day + 3600L * h, measures, 1);
            }
        }
        return series;
    }
}

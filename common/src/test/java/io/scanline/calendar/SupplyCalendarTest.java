package io.scanline.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SupplyCalendarTest {
    private static final LocalDate MONDAY = LocalDate.of(2024, 4, 29);

    @Test
    void readsNamesAndNumbersOfWeekdays() {
        assertThat(SupplyCalendar.weekdays("MON,FRI")).containsExactly(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        assertThat(SupplyCalendar.weekdays("1 ; friday")).containsExactly(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        assertThat(SupplyCalendar.weekdays(null)).hasSize(7);
        assertThatThrownBy(() -> SupplyCalendar.weekdays("MON,XYZ")).hasMessageContaining("'XYZ' is no weekday");
    }

    @Test
    void protectsUntilTheDeliveryOfTheNextOrderDay() {
        SupplyCalendar calendar = calendar("MON,THU", 2, date -> false);

        assertThat(calendar.takesOrders(MONDAY)).isTrue();
        assertThat(calendar.takesOrders(MONDAY.plusDays(1))).isFalse();
        assertThat(calendar.deliveryOf(MONDAY)).isEqualTo(MONDAY.plusDays(2));
        assertThat(calendar.deliveryAfter(MONDAY)).isEqualTo(MONDAY.plusDays(5));
    }

    @Test
    void aClosedStoreReceivesOnTheNextOpenDay() {
        SupplyCalendar calendar = calendar("MON,TUE,WED,THU,FRI", 1, date -> date.equals(MONDAY.plusDays(1)));

        assertThat(calendar.deliveryOf(MONDAY)).isEqualTo(MONDAY.plusDays(2));
        assertThat(calendar.deliveryAfter(MONDAY))
                .as("Tuesday's order comes on Wednesday as well, so Wednesday's is the next delivery")
                .isEqualTo(MONDAY.plusDays(3));
    }

    @Test
    void aStoreThatNeverOpensDoesNotHoldUpTheCalendar() {
        SupplyCalendar calendar = calendar("MON", 1, date -> true);

        assertThat(calendar.deliveryAfter(MONDAY)).isEqualTo(MONDAY.plusDays(8));
    }

    @Test
    void latenessIsTheNormalDistributionCutToDays() {
        double[] chances = new SupplyCalendar(Set.of(DayOfWeek.MONDAY), 5, 1, date -> false).latenessChances();

        assertThat(chances).hasSize(7);
        assertThat(chances[3]).isCloseTo(0.399, within(0.002));
        assertThat(chances[2]).isEqualTo(chances[4]).isCloseTo(0.242, within(0.002));
        assertThat(calendar("MON", 5, date -> false).latenessChances()).containsExactly(1.0);
    }

    private static SupplyCalendar calendar(String days, int leadTime, java.util.function.Predicate<LocalDate> closed) {
        return new SupplyCalendar(SupplyCalendar.weekdays(days), leadTime, 0, closed);
    }
}

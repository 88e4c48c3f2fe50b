package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class StoreGrowthTest {
    private static final int HISTORY = 600;

    private final StoreSeries store = new StoreSeries("s", LocalDate.of(2023, 1, 2), HISTORY, false);

    @Test
    void isOfTheHalfYearAgainstTheSameDaysAYearBefore() {
        item("milk", 0, t -> t >= HISTORY - 182 ? 11 : 10);
        // new items are part of a store's growth
        item("tea", HISTORY - 182, t -> 1);
        assertThat(StoreGrowth.of(store.items(), HISTORY)).isCloseTo(Math.log(1.2), within(1e-9));
    }

    @Test
    void knowsNothingOfAStoreThatWasNotThereAYearBefore() {
        item("milk", HISTORY - 500, t -> t);
        assertThat(StoreGrowth.of(store.items(), HISTORY)).isZero();
    }

    @Test
    void aStoreThatBecameTenTimesAsLargeDoesNotGoOnLikeThat() {
        item("milk", 0, t -> t >= HISTORY - 182 ? 100 : 10);
        assertThat(StoreGrowth.of(store.items(), HISTORY)).isLessThan(Math.log(1.5));
        assertThat(StoreGrowth.ahead(0.3, 1000)[999]).isLessThan(1.5);
    }

    @Test
    void countsWhatWasSoldWhereDemandIsUnknown() {
        item("milk", 0, t -> 10);
        store.closed(HISTORY - 30, HISTORY);
        store.complete();
        assertThat(StoreGrowth.of(store.items(), HISTORY)).isZero();
    }

    private void item(String id, int from, IntToDoubleFunction units) {
        ItemSeries item = store.item(id);
        for (int t = from; t < HISTORY; t++) {
            item.day(t, units.applyAsDouble(t), units.applyAsDouble(t), 1, false);
        }
    }
}

package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListPricesTest {
    private static final int OPEN_ENDED = 1_000_000;

    /** Whatever comes first: a price that was never ended gives way to a newer one, and the chain's to the store's own. */
    @Test
    void theStoresOwnAndTheNewestHold() {
        ListPrices one = ListPrices.of(100);
        one.add(0, OPEN_ENDED, 4, false);
        one.add(20, 60, 2, true);
        one.add(0, 40, 3, true);
        ListPrices other = ListPrices.of(100);
        other.add(0, 40, 3, true);
        other.add(20, 60, 2, true);
        other.add(0, OPEN_ENDED, 4, false);

        for (ListPrices prices : new ListPrices[] {one, other}) {
            assertThat(prices.on(10)).isEqualTo(3);
            assertThat(prices.on(30)).isEqualTo(2);
            assertThat(prices.on(60)).isEqualTo(4);
            assertThat(prices.on(100)).isEqualTo(4);
        }
        assertThat(ListPrices.of(100).on(10)).isNaN();
    }
}

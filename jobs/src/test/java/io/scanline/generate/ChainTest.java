package io.scanline.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.generate.InjectedEvents.Injected;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChainTest {
    private final Chain chain = new Chain(GenerateOptions.defaults("unused"));

    @Test
    void aDozenStoresAlreadySpanSeveralCountriesCurrenciesAndAHalfHourZone() {
        Set<String> countries = new HashSet<>();
        Set<String> currencies = new HashSet<>();
        Set<Integer> minutes = new HashSet<>();
        for (StorePlan store : chain.stores) {
            countries.add(store.region().country());
            currencies.add(store.region().currency());
            minutes.add(store.region()
                            .zone()
                            .getRules()
                            .getOffset(chain.date(0).atStartOfDay())
                            .getTotalSeconds()
                    / 60
                    % 60);
        }
        assertThat(countries).hasSizeGreaterThanOrEqualTo(4);
        assertThat(currencies).hasSizeGreaterThanOrEqualTo(4);
        assertThat(minutes).contains(0, 30);
    }

    @Test
    void storesOpenDuringThePeriod() {
        assertThat(Arrays.stream(chain.stores).filter(s -> s.opened().isAfter(chain.date(0))))
                .hasSize(2);
    }

    @Test
    void aSmallPartOfTheRangeMakesMostOfTheSales() {
        double[] shares =
                Arrays.stream(chain.items).mapToDouble(ItemPlan::share).sorted().toArray();
        double top = Arrays.stream(shares).skip(shares.length * 4L / 5).sum();
        double bottom = Arrays.stream(shares).limit(shares.length / 2).sum();

        assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-9));
        assertThat(top).isGreaterThan(0.5);
        assertThat(bottom).isLessThan(0.25);
    }

    @Test
    void injectedEventsDoNotMeet() {
        Chain large = new Chain(new GenerateOptions(
                "unused",
                50,
                60,
                120,
                LocalDate.of(2025, 1, 1),
                100,
                0,
                5,
                GenerateOptions.LogFormat.CSV,
                GenerateOptions.Compression.NONE,
                0));
        Map<String, String> seen = new HashMap<>();
        for (Injected event : large.events.all()) {
            for (int store : event.stores()) {
                assertThat(seen.put(store + "/" + event.day(), event.id())).isNull();
            }
            assertThat(event.start(large.date(event.day()))).isBefore(event.end(large.date(event.day())));
        }
        assertThat(large.events.all().stream().map(Injected::kind).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(InjectedEvents.Kind.values());
        assertThat(large.events.all().stream().map(Injected::level)).contains("REGION", "STORE");
    }

    @Test
    void aPromotionLiftsDemandMoreTheDeeperItCuts() {
        ItemPlan item = chain.items[0];
        assertThat(PromotionPlan.lift(item, 0)).isEqualTo(1);
        assertThat(PromotionPlan.lift(item, 0.2)).isGreaterThan(1.3);
        assertThat(PromotionPlan.lift(item, 0.4)).isGreaterThan(PromotionPlan.lift(item, 0.2));
    }

    @Test
    void exchangeRatesAgreeAcrossPairs() {
        double there = ExchangeRates.rate(1, "GBP", "INR", 9);
        double back = ExchangeRates.rate(1, "INR", "GBP", 9);
        double round = ExchangeRates.rate(1, "GBP", "USD", 9) * ExchangeRates.rate(1, "USD", "INR", 9);

        assertThat(there * back).isCloseTo(1, within(1e-12));
        assertThat(round).isCloseTo(there, within(1e-9));
    }
}

package io.scanline.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.config.Interval;
import io.scanline.simulate.SimulateOptions.Entry;
import io.scanline.stats.Velocity;
import io.scanline.table.PolicyScores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A store of twelve items whose demand is as steady before the scored days as on them. */
class StoreReplayTest {
    private static final Span SPAN = new Span(PlayedItem.FIRST, 120, 420, 720);

    @Test
    void calibratedPoliciesMeetTheirTargetOnDaysThatTheyHaveNotSeen() {
        Map<Entry, Tally> scores = scores(
                List.of(
                        "fill-rate:calibrated",
                        "newsvendor:calibrated",
                        "z-sigma:calibrated",
                        "average-cover:calibrated",
                        "z-sigma"),
                List.of(0.9, 0.97));

        scores.forEach((entry, tally) -> {
            if (entry.choice().calibrated()) {
                assertThat(tally.fillRate()).as("%s", entry).isCloseTo(entry.service(), within(0.015));
            }
        });
        Tally asItIs = scores.get(new Entry(PolicyChoice.parse("z-sigma"), 0.9));
        assertThat(asItIs.fillRate())
                .as("a chance of meeting all demand is no fill rate")
                .isGreaterThan(0.95);
    }

    @Test
    void aTunedSafetyIsPassedOnWhereItWasTunedOnEnoughDemandToATargetWithinReach() {
        Map<Entry, Double> safeties = new HashMap<>();
        StoreItems store = store();
        store.add(PlayedItem.wanting(rareDemand()).series());
        replay(store, List.of(PolicyScores.AS_ORDERED, "cycle-service"), List.of(0.95, 0.999999))
                .forEach((key, score) -> {
                    if (key.velocity() == Velocity.SLOW) {
                        assertThat(key.safety()).as("too little demand").isNull();
                    } else {
                        safeties.put(key.entry(), key.safety());
                    }
                });

        PolicyChoice tuned = PolicyChoice.parse(PolicyScores.AS_ORDERED);
        assertThat(safeties.get(new Entry(tuned, 0.95)))
                .as("a chance of meeting all demand is above the share that is met")
                .isBetween(-4.0, -0.2);
        assertThat(safeties.get(new Entry(tuned, 0.999999))).isNull();
        assertThat(safeties.get(new Entry(PolicyChoice.parse("cycle-service"), 0.95)))
                .isNull();
    }

    private static float[] rareDemand() {
        float[] demand = new float[SPAN.to()];
        for (int day = 0; day < demand.length; day += 5) {
            demand[day] = 1;
        }
        return demand;
    }

    @Test
    void whatHasNoTargetDoesTheSameBesideEachOne() {
        Map<Entry, Tally> scores = scores(List.of("min-max", "foresight"), List.of(0.9, 0.97));

        for (String policy : List.of("min-max", "foresight")) {
            PolicyChoice choice = PolicyChoice.parse(policy);
            assertThat(scores.get(new Entry(choice, 0.9)).sold())
                    .isEqualTo(scores.get(new Entry(choice, 0.97)).sold());
        }
    }

    /** The weeks before the scored days are played to fill the shelf, and are in no score. */
    @Test
    void anItemThatEndsBeforeTheScoredDaysHasNone() {
        ItemSeries gone =
                PlayedItem.wanting(0, SPAN.to(), 5).until(SPAN.from() - 5).series();

        assertThat(StoreReplay.isScored(gone, SPAN.from(), SPAN.to())).isFalse();
        assertThat(StoreReplay.isScored(gone, SPAN.tunedFrom(), SPAN.from())).isTrue();
    }

    private static Map<Entry, Tally> scores(List<String> policies, List<Double> services) {
        Map<Entry, Tally> sums = new HashMap<>();
        replay(store(), policies, services)
                .forEach((key, score) ->
                        sums.computeIfAbsent(key.entry(), entry -> new Tally()).add(score.tally()));
        return sums;
    }

    private static StoreScores replay(StoreItems store, List<String> policies, List<Double> services) {
        SimulateOptions options = SimulateOptions.of(policies, services, 0.25, Interval.unbounded());
        return new StoreReplay(store, SPAN, options.entries(), options.holdingRate()).scores();
    }

    private static StoreItems store() {
        StoreItems store = new StoreItems("store", "EUR");
        for (int i = 0; i < 12; i++) {
            Random random = new Random(i);
            float[] demand = new float[SPAN.to()];
            for (int day = 0; day < demand.length; day++) {
                demand[day] = Math.round((4 + i) * -Math.log(1 - random.nextDouble()));
            }
            store.add(PlayedItem.wanting(demand)
                    .orderedOn(i % 2 == 0 ? "MON" : "TUE,FRI")
                    .leadTime(1 + i % 3)
                    .packs(1 + i % 4)
                    .series());
        }
        return store;
    }
}

package io.scanline.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What each policy is for, on demand whose truth is known. */
class PoliciesTest {
    private static final int FROM = 200;
    private static final int DAYS = 2200;

    private static Tally play(PolicyKind kind, double service, PlayedItem item) {
        return play(kind, service, 0, item);
    }

    private static Tally play(PolicyKind kind, double service, double safety, PlayedItem item) {
        Replay replay = item.replay();
        Policy policy = kind.policy(new PolicyKind.Setting(service, safety, 0.25), replay);
        return PlayedItem.run(replay, policy, FROM - 28, FROM, DAYS);
    }

    /** Poisson by Knuth's product of uniforms. */
    private static float[] poisson(double mean, int days, long seed) {
        Random random = new Random(seed);
        float[] demand = new float[days];
        for (int day = 0; day < days; day++) {
            double product = random.nextDouble();
            while (product > Math.exp(-mean)) {
                demand[day]++;
                product *= random.nextDouble();
            }
        }
        return demand;
    }

    private static PlayedItem steady() {
        return PlayedItem.wanting(poisson(4, DAYS, 1)).orderedOn("MON,THU").leadTime(2);
    }

    /** The forecast allows for a level that drifts, and this one does not, so more is met than was aimed at. */
    @Test
    void orderUpToMeetsTheFillRateThatItAimsAt() {
        for (double target : new double[] {0.9, 0.95, 0.98}) {
            Tally tally = play(PolicyKind.FILL_RATE, target, steady());

            assertThat(tally.fillRate()).as("target %s", target).isBetween(target - 0.005, target + 0.03);
        }
    }

    @Test
    void cycleServiceIsTheChanceOfMeetingAllDemandUntilTheNextDelivery() {
        Tally tally = play(PolicyKind.CYCLE_SERVICE, 0.9, steady());

        assertThat((double) tally.fullCycles() / tally.cycles()).isCloseTo(0.9, within(0.04));
    }

    @Test
    void largePacksAreCountedIn() {
        Tally ignoring = play(PolicyKind.FILL_RATE, 0.95, steady().packs(24));
        Tally counting = play(PolicyKind.S_NQ, 0.95, steady().packs(24));

        assertThat(ignoring.fillRate()).as("packs come on top of the target").isGreaterThan(0.975);
        assertThat(counting.fillRate()).isCloseTo(0.95, within(0.02));
        assertThat(counting.stockDays()).isLessThan(ignoring.stockDays());
    }

    /** A pack is the demand of 120 days; to lose that of one order cycle is always cheaper than to hold the pack over it. */
    @Test
    void aSlowItemInLargePacksComesAgainWhenItsShelfIsEmpty() {
        Tally tally = play(
                PolicyKind.CYCLE_SERVICE,
                0.95,
                PlayedItem.wanting(poisson(0.2, DAYS, 3))
                        .orderedOn("MON,WED,FRI")
                        .leadTime(2)
                        .packs(24));

        assertThat(tally.fillRate()).isGreaterThan(0.9);
    }

    @Test
    void perishablesByAgeWasteLessForTheSameFillRate() {
        PlayedItem fresh = PlayedItem.wanting(poisson(4, DAYS, 1))
                .orderedOn("MON,WED,FRI")
                .leadTime(1)
                .shelfLife(4)
                .packs(4);
        Tally blind = play(PolicyKind.FILL_RATE, 0.95, fresh);
        Tally aware = play(PolicyKind.AGE_AWARE, 0.95, fresh);

        assertThat(blind.wasted()).isPositive();
        assertThat(aware.wasted()).isLessThan(blind.wasted());
    }

    @Test
    void aLostSaleThatCountsForMoreIsAvoidedAtTheCostOfWaste() {
        PlayedItem fresh = PlayedItem.wanting(poisson(4, DAYS, 1))
                .orderedOn("MON,WED,FRI")
                .leadTime(1)
                .shelfLife(4);
        Tally margin = play(PolicyKind.AGE_AWARE, 0.95, 0, fresh);
        Tally goodwill = play(PolicyKind.AGE_AWARE, 0.95, 2, fresh);

        assertThat(goodwill.fillRate()).isGreaterThan(margin.fillRate());
        assertThat(goodwill.wasted()).isGreaterThan(margin.wasted());
    }

    @Test
    void foresightLosesNothingAndKeepsNothing() {
        Tally known = play(PolicyKind.FORESIGHT, 0.95, steady().lateBy(1));
        Tally forecast = play(PolicyKind.FILL_RATE, 0.98, steady().lateBy(1));

        assertThat(known.fillRate()).isGreaterThan(0.999);
        assertThat(known.stockDays()).isLessThan(forecast.stockDays() * 3 / 4);
        assertThat(known.closing())
                .as("the last day leaves nothing to wait for")
                .isZero();
    }

    @Test
    void moreSafetyIsMoreStockForEveryPolicyThatCanBeTuned() {
        for (PolicyKind kind : PolicyKind.values()) {
            if (kind.canBeTuned()) {
                Tally less = play(kind, 0.9, -1, steady());
                Tally more = play(kind, 0.9, 1, steady());

                assertThat(more.stockDays()).as("%s", kind).isGreaterThan(less.stockDays());
                assertThat(more.fillRate()).as("%s", kind).isGreaterThan(less.fillRate());
            }
        }
    }

    /** Worked by hand: 4 a day; a Monday's order with 2 days lead has to last until Thursday's comes on Saturday, 5 days. */
    @Test
    void baselinesAreTheirFormulas() {
        PlayedItem constant = PlayedItem.wanting(0, 300, 4).orderedOn("MON,THU").leadTime(2);
        double[] needs = new double[3];
        Policy average = new Baselines.AverageCover(7);
        Policy safety = new Baselines.SafetyStock(0.95);
        Policy minMax = new Baselines.MinMax(3);
        constant.run(
                now -> {
                    needs[0] = average.need(now) + now.position();
                    needs[1] = safety.need(now) + now.position();
                    needs[2] = minMax.need(now) + now.position();
                    return 0;
                },
                203,
                203,
                204);

        assertThat(needs[0]).isCloseTo(4 * (5 + 7), within(1e-9));
        assertThat(needs[1]).as("demand without deviation needs no safety").isCloseTo(4 * 5, within(1e-9));
        assertThat(needs[2]).isCloseTo(4 * (5 + 3) + 4 * 7, within(1e-9));
    }

    @Test
    void weekdaysAndPromotionsThatArePlannedAreForeseen() {
        float[] demand = new float[420];
        for (int day = 0; day < demand.length; day++) {
            demand[day] = day % 7 == 5 ? 30 : 10;
        }
        ItemSeries series = PlayedItem.wanting(demand).series();
        for (int day = 100; day < 400; day += 50) {
            series.promoted().set(day, day + 4);
            for (int promoted = day; promoted < day + 4; promoted++) {
                demand[promoted] *= 3;
            }
        }
        RollingForecast forecast = new RollingForecast(series, WeekdayProfile.flat(demand.length));

        assertThat(forecast.mean(392, 393)).isCloseTo(10, within(1.5));
        assertThat(forecast.mean(392, 397)).as("a Saturday").isCloseTo(30, within(4.5));
        assertThat(forecast.mean(349, 351)).as("a promotion").isCloseTo(30, within(5.0));
    }
}

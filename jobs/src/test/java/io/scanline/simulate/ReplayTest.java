package io.scanline.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The timing rules of {@link Replay}, one by one, and what holds however they are combined. */
class ReplayTest {
    private static final Policy NOTHING = now -> 0;
    private static final int START = 28;
    private static final String[] ORDER_DAYS = {"MON", "MON,THU", "MON,WED,FRI", null};

    /** Orders so much on one day and nothing on others. */
    private static Policy once(int day, double units) {
        return now -> now.today() == day ? units : 0;
    }

    private static Tally day(PlayedItem item, Policy policy, int day) {
        return item.run(policy, START, day, day + 1);
    }

    @Test
    void anOrderIsDecidedOnTheMorningBeforeTheDaysGoodsAndSales() {
        List<Double> stock = new ArrayList<>();
        List<Long> due = new ArrayList<>();
        Policy watching = now -> {
            stock.add(Supply.units(now.shelf().onHand()));
            due.add(now.orders().promisedFor(now.today(), now.today()) / Supply.UNIT);
            return now.today() == START ? 5 : 0;
        };

        PlayedItem.wanting(START, 35, 2).leadTime(1).run(watching, START, START, START + 4);

        assertThat(stock).as("5 units come and 2 are sold on the second day").containsExactly(0.0, 0.0, 3.0, 1.0);
        assertThat(due).as("what is due today is not on the shelf yet").containsExactly(0L, 5L, 0L, 0L);
    }

    @Test
    void anOrderComesAfterTheLeadTimeAndIsOnSaleOnThatDay() {
        PlayedItem item = PlayedItem.wanting(START, 35, 2).leadTime(2);

        assertThat(day(item, once(START, 2), START + 1).sold()).isZero();
        assertThat(day(item, once(START, 2), START + 2).sold()).isEqualTo(2 * Supply.UNIT);
    }

    @Test
    void anOrderWithoutLeadTimeIsOnSaleOnTheSameDay() {
        Tally tally = day(PlayedItem.wanting(START, 35, 2).leadTime(0), once(START, 2), START);

        assertThat(tally.received()).isEqualTo(2 * Supply.UNIT);
        assertThat(tally.sold()).isEqualTo(2 * Supply.UNIT);
    }

    @Test
    void ordersArePlacedOnTheSuppliersDaysOnly() {
        List<Integer> asked = new ArrayList<>();
        PlayedItem.wanting(0, 50, 1)
                .orderedOn("TUE,FRI")
                .run(
                        now -> {
                            asked.add(now.today() % 7);
                            return 1;
                        },
                        START,
                        START,
                        START + 14);

        assertThat(asked).as("day 0 is a Monday").containsExactly(1, 4, 1, 4);
    }

    @Test
    void aClosedStoreReceivesOnTheNextOpenDay() {
        PlayedItem item =
                PlayedItem.wanting(START, 40, 2).leadTime(1).closedOn(day -> day == START + 1 || day == START + 2);

        assertThat(day(item, once(START, 2), START + 1).received()).isZero();
        assertThat(day(item, once(START, 2), START + 3).received()).isEqualTo(2 * Supply.UNIT);
    }

    @Test
    void demandThatFindsNoStockIsLostAndNotOwed() {
        PlayedItem item = PlayedItem.wanting(START, 40, 3).leadTime(2);
        Tally tally = item.run(once(START, 4), START, START, START + 4);

        assertThat(tally.wanted()).isEqualTo(12 * Supply.UNIT);
        assertThat(tally.sold()).as("3 on the third day, 1 on the fourth").isEqualTo(4 * Supply.UNIT);
        assertThat(tally.lost()).isEqualTo(8 * Supply.UNIT);
    }

    @Test
    void whatIsTooOldGoesAtTheEndOfItsLastDayOnSale() {
        PlayedItem item = PlayedItem.wanting(START, 40, 1).leadTime(0).shelfLife(3);
        Policy tenOnce = once(START, 10);

        assertThat(day(item, tenOnce, START + 1).wasted()).isZero();
        assertThat(day(item, tenOnce, START + 2))
                .as("sold on three days, that of the arrival included")
                .satisfies(tally -> {
                    assertThat(tally.sold()).isEqualTo(Supply.UNIT);
                    assertThat(tally.wasted()).isEqualTo(7 * Supply.UNIT);
                });
        assertThat(day(item, tenOnce, START + 3).sold()).isZero();
    }

    @Test
    void theOldestGoodsSellFirst() {
        // 3 units on each of two days, 3 wanted on the second: those of the first day go
        float[] demand = new float[40];
        demand[START + 1] = 3;
        PlayedItem item = PlayedItem.wanting(demand).leadTime(0).shelfLife(2);
        Policy two = now -> now.today() < START + 2 ? 3 : 0;

        assertThat(day(item, two, START + 1).wasted()).isZero();
        assertThat(day(item, two, START + 2).wasted()).isEqualTo(3 * Supply.UNIT);
    }

    @Test
    void packsAndLimitsBindEveryPolicy() {
        assertThat(ordered(PlayedItem.wanting(START, 40, 0).packs(6), 7)).isEqualTo(12);
        assertThat(ordered(PlayedItem.wanting(START, 40, 0).packs(6).limits(20, 100, 100), 7))
                .as("raised to the minimum in whole packs")
                .isEqualTo(24);
        assertThat(ordered(PlayedItem.wanting(START, 40, 0).packs(6).limits(0, 20, 100), 50))
                .as("cut to the maximum")
                .isEqualTo(18);
        assertThat(ordered(PlayedItem.wanting(START, 40, 0).packs(6).limits(0, 100, 15), 50))
                .as("cut to the shelf")
                .isEqualTo(12);
        assertThat(ordered(PlayedItem.wanting(START, 40, 0).packs(6).limits(20, 100, 15), 50))
                .as("the shelf leaves less than the minimum")
                .isZero();
        assertThat(ordered(PlayedItem.wanting(START, 40, 0).packs(24).limits(0, 100, 15), 1))
                .as("a pack larger than the shelf, once it is half empty")
                .isEqualTo(24);
        assertThat(ordered(PlayedItem.wanting(START, 40, 0).presentation(4), 0))
                .as("what must stand on the shelf")
                .isEqualTo(4);
    }

    private static double ordered(PlayedItem item, double units) {
        return Supply.units(
                item.run(once(START, units), START, START, START + 2).received());
    }

    @Test
    void nothingIsOrderedThatWouldFindTheItemGone() {
        PlayedItem item = PlayedItem.wanting(0, 40, 2).leadTime(3).until(START + 3);

        assertThat(item.run(now -> 5, START, START, START + 3).orders()).isZero();
    }

    @Test
    void deliveriesAreLateAlikeForEveryPolicyAndUnknownToIt() {
        ItemSeries series =
                PlayedItem.wanting(0, 200, 2).leadTime(5).lateBy(1.5).series();
        Map<Integer, Long> days = new TreeMap<>();
        for (int day = 28; day < 180; day++) {
            int late = series.actualDelivery(day) - series.calendar().deliveryOf(day);
            assertThat(late).isBetween(-5, 5);
            days.merge(late, 1L, Long::sum);
        }
        assertThat(days.keySet()).as("early, in time and late").contains(-2, -1, 0, 1, 2);
        assertThat(PlayedItem.wanting(0, 200, 2)
                        .leadTime(5)
                        .lateBy(1.5)
                        .series()
                        .actualDelivery(99))
                .isEqualTo(series.actualDelivery(99));

        int late = IntStream.range(START, 100)
                .filter(day -> series.actualDelivery(day) == day + 6)
                .findFirst()
                .orElseThrow();
        List<Long> expected = new ArrayList<>();
        PlayedItem.run(
                PlayedItem.replay(series),
                now -> {
                    if (now.today() == late + 5 || now.today() == late + 6) {
                        expected.add(now.orders().promisedFor(now.today(), now.today()));
                    }
                    return now.today() == late ? 7 : 0;
                },
                late,
                late,
                late + 8);
        assertThat(expected)
                .as("promised for the day, and when it did not come, expected on the next")
                .containsExactly(7 * Supply.UNIT, 7 * Supply.UNIT);
    }

    @Test
    void onlyScoredDaysAreCounted() {
        Tally tally = PlayedItem.wanting(0, 60, 2).run(NOTHING, START, START + 10, START + 15);

        assertThat(tally.days()).isEqualTo(5);
        assertThat(tally.wanted()).isEqualTo(10 * Supply.UNIT);
    }

    @Test
    void aCycleIsFullWhereNothingWasLostFromOneOrderDayToTheNext() {
        PlayedItem item = PlayedItem.wanting(START, 60, 2).orderedOn("MON").leadTime(0);
        Policy enoughForTheFirstWeek = once(START, 14);

        Tally tally = item.run(enoughForTheFirstWeek, START, START, START + 21);

        assertThat(tally.cycles()).isEqualTo(3);
        assertThat(tally.fullCycles()).isEqualTo(1);
        assertThat(tally.orders()).isEqualTo(1);
    }

    /** opening + received = sold + wasted + closing, and no more is sold than is wanted. */
    @Test
    void nothingAppearsOrVanishes() {
        Random random = new Random(5);
        for (int i = 0; i < 400; i++) {
            PlayedItem item = anyItem(random, 120);
            Replay replay = item.replay();
            for (Policy policy : anyPolicies(random, replay)) {
                int scoredFrom = START + random.nextInt(30);
                Tally tally = PlayedItem.run(
                        replay, policy, START, scoredFrom, scoredFrom + 1 + random.nextInt(120 - scoredFrom));

                assertThat(tally.opening() + tally.received())
                        .as("case %d, %s", i, policy)
                        .isEqualTo(tally.sold() + tally.wasted() + tally.closing());
                assertThat(tally.sold()).isBetween(0L, tally.wanted());
                assertThat(tally.closing()).isNotNegative();
                assertThat(tally.fullCycles()).isBetween(0L, tally.cycles());
                assertThat(tally.orders()).isLessThanOrEqualTo(tally.cycles() + 1);
            }
        }
    }

    /** What comes later may not change what is ordered now. */
    @Test
    void decisionsUseThePastOnly() {
        Random random = new Random(9);
        for (int i = 0; i < 15; i++) {
            int today = 60 + random.nextInt(40);
            long seed = random.nextLong();
            ItemSeries one = anyItem(new Random(seed), 120).series();
            ItemSeries other = anyItem(new Random(seed), 120).series();
            for (int day = today; day < 120; day++) {
                other.demand()[day] = 50 + random.nextInt(50);
            }
            for (PolicyKind kind : PolicyKind.values()) {
                if (kind != PolicyKind.FORESIGHT) {
                    assertThat(orders(kind, other, today))
                            .as("%s on day %d", kind, today)
                            .isEqualTo(orders(kind, one, today));
                }
            }
        }
    }

    /** What the policy asked for on each day up to one, that day included. */
    private static List<Double> orders(PolicyKind kind, ItemSeries series, int last) {
        Replay replay = PlayedItem.replay(series);
        Policy policy = kind.policy(new PolicyKind.Setting(0.95, 0, 0.25), replay);
        List<Double> needs = new ArrayList<>();
        PlayedItem.run(
                replay,
                now -> {
                    double need = policy.need(now);
                    needs.add(now.today() <= last ? need : 0);
                    return need;
                },
                START,
                START,
                last + 1);
        return needs;
    }

    private static PlayedItem anyItem(Random random, int days) {
        float[] demand = new float[days];
        double mean = Math.pow(10, -1 + 2.3 * random.nextDouble());
        for (int day = 0; day < days; day++) {
            demand[day] = random.nextInt(20) == 0 ? Float.NaN : Math.round(-mean * Math.log(1 - random.nextDouble()));
        }
        PlayedItem item = PlayedItem.wanting(demand)
                .leadTime(random.nextInt(8))
                .orderedOn(ORDER_DAYS[random.nextInt(ORDER_DAYS.length)])
                .packs(1 + random.nextInt(24))
                .shelfLife(random.nextBoolean() ? 0 : 1 + random.nextInt(15))
                .presentation(random.nextInt(3));
        if (random.nextBoolean()) {
            item.lateBy(2 * random.nextDouble());
        }
        if (random.nextBoolean()) {
            item.limits(random.nextInt(30), 30 + random.nextInt(500), 10 + random.nextInt(500));
        }
        int closedWeekday = random.nextInt(14);
        return item.closedOn(day -> day % 7 == closedWeekday || day == 77);
    }

    private static List<Policy> anyPolicies(Random random, Replay replay) {
        PolicyKind kind = PolicyKind.values()[random.nextInt(PolicyKind.values().length)];
        double need = random.nextInt(60) - 20;
        return Arrays.asList(
                kind.policy(
                        new PolicyKind.Setting(0.5 + 0.49 * random.nextDouble(), random.nextGaussian(), 0.25), replay),
                now -> need);
    }
}

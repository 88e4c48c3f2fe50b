package io.scanline.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Items cost 2, sell at 3, come in single pieces on the next day and are ordered on Mondays; day 28 is one. */
class SupplierOrderTest {
    private static final int START = 28;
    private static final int DAYS = 120;

    @Test
    void fillsTheOrderUpToTheMinimumWithWhatSellsSoonest() {
        Course fast = course(item(8, 200), now -> now.today() == START ? 60 : 0);
        Course slow = course(item(1, 0), now -> 0);
        SupplierOrder.play(List.of(fast, slow), 0.25);

        assertThat(fast.tally().received() + slow.tally().received())
                .as("200 of money are 100 pieces at 2")
                .isEqualTo(100 * Supply.UNIT);
        assertThat(fast.tally().received())
                .as("60 asked for and the most of the rest")
                .isGreaterThan(80 * Supply.UNIT);
    }

    @Test
    void leavesAnOrderThatIsLargeEnough() {
        Course fast = course(item(8, 120), now -> now.today() == START ? 60 : 0);
        Course slow = course(item(1, 0), now -> 0);
        SupplierOrder.play(List.of(fast, slow), 0.25);

        assertThat(fast.tally().received()).isEqualTo(60 * Supply.UNIT);
        assertThat(slow.tally().received()).isZero();
    }

    @Test
    void placesNothingWhereNothingIsAskedFor() {
        Course course = course(item(8, 120), now -> 0);
        SupplierOrder.play(List.of(course), 0.25);

        assertThat(course.tally().orders()).isZero();
    }

    @Test
    void putsOffWhatIsOutOfReach() {
        Course course = course(item(8, 100_000), now -> 60);
        SupplierOrder.play(List.of(course), 0.25);

        assertThat(course.tally().orders()).isZero();
        assertThat(course.tally().received()).isZero();
    }

    @Test
    void storesOrderTogetherWhatOneSupplierAsksAMinimumFor() {
        StoreItems store = new StoreItems("store", "EUR");
        store.add(item(8, 120).of("dairy", 120).series());
        store.add(item(2, 0).of("mill", 0).series());
        store.add(item(1, 0).of("dairy", 0).series());

        assertThat(store.orders().stream().map(order -> order.items().size())).containsExactly(1, 2);
    }

    /** On every order day an order comes to the minimum or is none; goods are conserved; items have windows of their own. */
    @Test
    void everyOrderComesToItsMinimumHoweverItemsCombine() {
        Random random = new Random(3);
        for (int run = 0; run < 60; run++) {
            long minimum = 20 + random.nextInt(300);
            List<Course> courses = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                PlayedItem item = item(1 + random.nextInt(9), minimum).packs(1 + random.nextInt(6));
                int start = START + random.nextInt(20);
                Replay replay = item.replay();
                courses.add(replay.course(
                        anyPolicy(random, replay), start, start, start + 1 + random.nextInt(DAYS - start)));
            }
            for (int day = START; day < DAYS; day++) {
                long money = 2
                        * LongStream.of(SupplierOrder.quantities(courses, day, 0.25))
                                .sum();
                assertThat(money == 0 || money >= minimum * Supply.UNIT)
                        .as("run %d, day %d: %d", run, day, money)
                        .isTrue();
                SupplierOrder.play(courses, day, 0.25);
            }
            for (Course course : courses) {
                Tally tally = course.tally();
                assertThat(tally.opening() + tally.received())
                        .isEqualTo(tally.sold() + tally.wasted() + tally.closing());
            }
        }
    }

    private static Policy anyPolicy(Random random, Replay replay) {
        PolicyKind[] kinds = PolicyKind.values();
        return kinds[random.nextInt(kinds.length)].policy(new PolicyKind.Setting(0.95, 0, 0.25), replay);
    }

    private static PlayedItem item(int aDay, long minimum) {
        return PlayedItem.wanting(0, DAYS, aDay).orderedOn("MON").leadTime(1).of("dairy", minimum);
    }

    private static Course course(PlayedItem item, Policy policy) {
        return item.replay().course(policy, START, START, START + 7);
    }
}

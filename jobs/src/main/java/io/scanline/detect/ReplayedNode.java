package io.scanline.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tests the days of one node and department again and again as their hours come in: at every step with what was known then.
 * What is usual is worked out from the four weeks before the day, so that a step costs no more than a day's test.
 */
final class ReplayedNode {
    private final NodeHours node;
    private final List<NodeHour> hours;
    private final Map<Integer, double[]> dayMoney;
    private final boolean whole;

    /** Takes the findings of one day at one step, those that stand out and those that do not. */
    interface Sink {
        void add(long asOf, List<Finding> findings);
    }

    /**
     * @param node no hours yet
     * @param hours in order of time
     * @param dayMoney by day and step: mean day's sales of the entity; filled by all departments together, read by the others
     */
    ReplayedNode(NodeHours node, List<NodeHour> hours, Map<Integer, double[]> dayMoney, boolean whole) {
        this.node = node;
        this.hours = hours;
        this.dayMoney = dayMoney;
        this.whole = whole;
    }

    /** @param steps by epoch day: the moments at which it is tested, epoch seconds, rising */
    void run(Map<Integer, long[]> steps, Sink out) {
        int past = 0;
        for (int from = 0; from < hours.size(); ) {
            int day = hours.get(from).day();
            int to = from;
            while (to < hours.size() && hours.get(to).day() == day) {
                to++;
            }
            while (hours.get(past).day() < day - Scale.DAYS) {
                past++;
            }
            if (steps.containsKey(day)) {
                new Day(hours.subList(past, from), hours.subList(from, to), day, steps.get(day)).test(out);
            }
            from = to;
        }
    }

    /** One day; what the days before it tell is worked out again only where more became known of them. */
    private final class Day {
        private final List<NodeHour> before;
        private final List<NodeHour> own;
        private final long[] steps;
        private final Map<Integer, Double> money = new HashMap<>();
        private final int day;
        private final double[] moneyOfSteps;
        private int lengthBefore;
        private NodeScan scan;
        private List<Finding> findings = new ArrayList<>();

        Day(List<NodeHour> before, List<NodeHour> own, int day, long[] steps) {
            this.before = before;
            this.own = own;
            this.day = day;
            this.steps = steps;
            this.moneyOfSteps = dayMoney.computeIfAbsent(day, d -> new double[steps.length]);
        }

        void test(Sink out) {
            for (int i = 0; i < steps.length; i++) {
                long after = i == 0 ? Long.MIN_VALUE : steps[i - 1];
                boolean earlier = scan == null || anyChanged(before, after, steps[i]);
                if (earlier) {
                    learn(steps[i]);
                }
                if (earlier || anyChanged(own, after, steps[i])) {
                    test(steps[i], i);
                } else if (whole) {
                    moneyOfSteps[i] = moneyOfSteps[i - 1];
                }
                if (!findings.isEmpty()) {
                    out.add(steps[i], findings);
                }
            }
        }

        private void learn(long step) {
            node.truncate(0);
            addKnown(before, step);
            lengthBefore = node.size;
            scan = new NodeScan(node, Set.of(day), money, finding -> findings.add(finding));
        }

        private void test(long step, int stepNumber) {
            node.truncate(lengthBefore);
            addKnown(own, step);
            findings = new ArrayList<>();
            if (node.size == lengthBefore) {
                return;
            }
            if (whole) {
                moneyOfSteps[stepNumber] = node.meanOfDays(HourSchema.EXPECTED, 0, node.size);
            }
            money.put(day, moneyOfSteps[stepNumber]);
            scan.runAgain();
        }

        private void addKnown(List<NodeHour> hours, long step) {
            for (NodeHour hour : hours) {
                if (hour.isKnownAt(step)) {
                    node.add(hour);
                }
            }
        }

        private static boolean anyChanged(List<NodeHour> hours, long after, long until) {
            for (NodeHour hour : hours) {
                if (hour.changed(after, until)) {
                    return true;
                }
            }
            return false;
        }
    }
}

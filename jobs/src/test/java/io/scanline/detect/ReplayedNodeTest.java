package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** A store that sells 10 an hour to 40 customers from 9 to 19, for four weeks and a day. */
class ReplayedNodeTest {
    private static final int DAY = 20_000;
    private static final int OPENS = 9;
    private static final int CLOSES = 19;

    @Test
    void aDropIsFoundOnceItsHoursAreKnownAndNotBefore() {
        TreeMap<Integer, Double> p = drops(hours((hour, of) -> of.add(hour(DAY, hour, hour >= 12 ? 0.2 : 1, false))));

        assertThat(p.headMap(13)).allSatisfy((hour, least) -> assertThat(least).isGreaterThan(0.01));
        // one hour of four tells less than the two of five after it
        assertThat(p.get(13)).isLessThan(1e-5);
        assertThat(p.tailMap(14)).allSatisfy((hour, least) -> assertThat(least).isLessThan(1e-9));
    }

    /** From 12 on nothing is there; at 15 o'clock one knows that it is missing, at 30 o'clock it has come. */
    @Test
    void whatIsKnownOfAnHourChangesWithTheSteps() {
        List<NodeHour> hours = hours((hour, of) -> {
            if (hour < 12) {
                of.add(hour(DAY, hour, 1, false));
            } else {
                of.add(valid(hour(DAY, hour, 0, false), 0, at(15)));
                of.add(valid(hour(DAY, hour, 0, true), at(15), at(30)));
                of.add(valid(hour(DAY, hour, 1, false), at(30), Long.MAX_VALUE));
            }
        });

        Map<Integer, List<String>> kinds = new TreeMap<>();
        replay(hours, (hour, finding) -> {
            if (finding.p() < 1e-6) {
                kinds.computeIfAbsent(hour, h -> new ArrayList<>())
                        .add(finding.kind().name());
            }
        });

        assertThat(kinds.get(14)).contains("SALES_DROP").doesNotContain("DATA_LATE");
        assertThat(kinds.get(16)).containsExactly("DATA_LATE");
        assertThat(kinds.get(19)).containsExactly("DATA_LATE");
        assertThat(kinds).doesNotContainKey(30);
    }

    private interface OfLastDay {
        void add(int hour, List<NodeHour> into);
    }

    private interface Found {
        void add(int hour, Finding finding);
    }

    private static TreeMap<Integer, Double> drops(List<NodeHour> hours) {
        TreeMap<Integer, Double> least = new TreeMap<>();
        replay(hours, (hour, finding) -> {
            if (finding.kind() == Kind.SALES_DROP) {
                least.merge(hour, finding.p(), Math::min);
            }
        });
        return least;
    }

    private static void replay(List<NodeHour> hours, Found found) {
        long[] steps = LongStream.concat(LongStream.rangeClosed(OPENS + 1, CLOSES), LongStream.of(30))
                .map(ReplayedNodeTest::at)
                .toArray();
        new ReplayedNode(new NodeHours(node()), hours, new HashMap<>(), true)
                .run(
                        Map.of(DAY, steps),
                        (asOf, findings) -> findings.forEach(f -> found.add((int) ((asOf - 86_400L * DAY) / 3600), f)));
    }

    private static List<NodeHour> hours(OfLastDay lastDay) {
        List<NodeHour> hours = new ArrayList<>();
        for (int day = DAY - Scale.DAYS; day < DAY; day++) {
            for (int hour = OPENS; hour < CLOSES; hour++) {
                hours.add(hour(day, hour, 1, false));
            }
        }
        for (int hour = OPENS; hour < CLOSES; hour++) {
            lastDay.add(hour, hours);
        }
        return hours;
    }

    private static NodeHour hour(int day, int hour, double factor, boolean late) {
        double customers = factor == 0 ? 0 : Math.round(40 * factor + 3 * new Random(day * 31L + hour).nextGaussian());
        double[] sums = new double[HourSchema.SUMS.length];
        sums[NodeHours.column(HourSchema.SALES)] = 10 * customers;
        sums[NodeHours.column(HourSchema.EXPECTED)] = 400;
        sums[NodeHours.column(HourSchema.TRANSACTIONS)] = customers;
        sums[NodeHours.column(HourSchema.EXPECTED_TRANSACTIONS)] = 40;
        sums[NodeHours.column(HourSchema.COMPLETE)] = late ? 0 : 400;
        sums[NodeHours.column(HourSchema.LATE)] = late ? 400 : 0;
        sums[NodeHours.column(HourSchema.LATE_TRANSACTIONS)] = late ? 40 : 0;
        return new NodeHour(86_400L * day + 3600L * hour, day, 13, late ? 1 : 0, 0, sums, 0, Long.MAX_VALUE);
    }

    private static NodeHour valid(NodeHour hour, long from, long to) {
        return new NodeHour(
                hour.start(), hour.day(), hour.weeks(), hour.storesLate(), hour.surprise(), hour.sums(), from, to);
    }

    private static long at(long hour) {
        return 86_400L * DAY + 3600 * hour;
    }

    private static Row node() {
        StructType schema = new StructType();
        Object[] values = {"STORE", "S1", "EUR", "*", "R", "DE", "UTC"};
        for (String name : List.of(
                Nodes.LEVEL,
                Nodes.ENTITY,
                HourSchema.CURRENCY,
                HourSchema.DEPARTMENT,
                HourSchema.REGION,
                HourSchema.COUNTRY,
                HourSchema.ZONE)) {
            schema = schema.add(name, DataTypes.StringType);
        }
        return new GenericRowWithSchema(values, schema);
    }
}

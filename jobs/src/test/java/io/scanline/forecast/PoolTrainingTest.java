package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.forecast.Facts.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** From facts of stores to expectations, the way that executors take but without them. */
class PoolTrainingTest {
    private static final LocalDate FIRST = LocalDate.of(2023, 1, 2);
    private static final int DAYS = 200;
    private static final int HORIZON = 14;
    private static final BoostedProfile PROFILE = new BoostedProfile("boosted", false, 5_000, 120, 10, 7, 0.1);
    private static final Pools POOLS = Pools.of(Map.of("FOOD/MILK", 24L), HORIZON);

    @Test
    void everyItemIsExpectedOnEveryDayHoweverStoresAreSpreadOverTasks() {
        List<Row> north = facts("N1");
        List<Row> south = facts("S1");
        List<Row> both = new ArrayList<>(north);
        both.addAll(south);

        List<Row> oneTask = train(examples(both, DAYS));
        List<Row> examplesOfTwo = examples(south, DAYS);
        examplesOfTwo.addAll(examples(north, DAYS));
        List<Row> twoTasks = train(examplesOfTwo);

        assertThat(texts(twoTasks)).isEqualTo(texts(oneTask));
        assertThat(oneTask.stream().filter(row -> row.isNullAt(5)))
                .as("a model for each week, with its trees and what features gave")
                .hasSize(2)
                .allSatisfy(model -> {
                    assertThat(model.getString(0)).isEqualTo("FOOD/MILK");
                    assertThat(model.getLong(7)).isBetween(2_000L, 5_000L);
                    assertThat(model.getString(9)).contains("weekday_mean_4");
                });
        assertThat(oneTask.stream().filter(row -> !row.isNullAt(5)))
                .hasSize(2 * 2 * 12)
                .allSatisfy(
                        item -> assertThat((Double[]) item.get(6)).hasSize(7).allMatch(mean -> mean > 0));
    }

    @Test
    void anEarlierOriginLearnsNothingOfWhatCameAfterIt() {
        List<Row> facts = facts("N1");
        facts.addAll(facts("S1"));
        List<Row> changed = new ArrayList<>(facts);
        changed.add(demand("N1", "item3", 170, 500));
        changed.sort(Comparator.comparing((Row row) -> row.getString(0)));

        assertThat(texts(train(examples(changed, 160)))).isEqualTo(texts(train(examples(facts, 160))));
        assertThat(texts(train(examples(changed, DAYS)))).isNotEqualTo(texts(train(examples(facts, DAYS))));
    }

    @Test
    void departmentsThatWereNotChosenBringNothing() {
        Iterator<Row> rows = new PoolExamples(PROFILE, POOLS, DepartmentChoice.none(), FIRST, DAYS, HORIZON, DAYS)
                .call(facts("N1").iterator());

        assertThat(rows.hasNext()).isFalse();
    }

    private static List<Row> examples(List<Row> facts, int origin) {
        List<Row> rows = new ArrayList<>();
        new PoolExamples(PROFILE, POOLS, DepartmentChoice.all(), FIRST, DAYS, HORIZON, origin)
                .call(facts.iterator())
                .forEachRemaining(rows::add);
        return rows;
    }

    private static List<Row> train(List<Row> examples) {
        List<Row> sorted = new ArrayList<>(examples);
        sorted.sort(Comparator.comparing((Row row) -> row.getInt(2))
                .thenComparing(row -> row.getString(4))
                .thenComparing(row -> row.getString(5)));
        List<Row> rows = new ArrayList<>();
        new PoolTraining(PROFILE).call(sorted.iterator()).forEachRemaining(rows::add);
        return rows;
    }

    private static List<String> texts(List<Row> rows) {
        return rows.stream()
                .map(row -> row.isNullAt(5)
                        ? row.getString(9)
                        : row.getString(4) + row.getString(5) + List.of((Double[]) row.get(6)))
                .toList();
    }

    private static List<Row> facts(String storeId) {
        List<Row> facts = new ArrayList<>();
        facts.add(fact(storeId, Kind.STORE, null, "North", 0, 1_000_000, null));
        Random random = new Random(storeId.hashCode());
        for (int i = 0; i < 12; i++) {
            String item = "item" + i;
            facts.add(fact(storeId, Kind.PRODUCT, item, "FOOD/MILK", 0, 1_000_000, null));
            for (int t = 0; t < DAYS; t++) {
                double units = Math.max(0, Math.rint((2 + i % 4) * (t % 7 == 5 ? 2 : 1) + random.nextGaussian()));
                facts.add(demand(storeId, item, t, units));
            }
        }
        return facts;
    }

    private static Row demand(String storeId, String item, int day, double units) {
        int date = (int) FIRST.toEpochDay() + day;
        return fact(storeId, Kind.DEMAND, item, null, date, date, units);
    }

    private static Row fact(String storeId, Kind kind, String item, String name, int from, int until, Double units) {
        return RowFactory.create(storeId, kind.ordinal(), item, name, from, until, units, units, null, false);
    }
}

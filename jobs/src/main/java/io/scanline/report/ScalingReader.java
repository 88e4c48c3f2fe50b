package io.scanline.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;

import io.scanline.stats.Robust;
import io.scanline.stats.ScalingFit;
import io.scanline.stats.ServedLoad;
import io.scanline.table.Lake;
import io.scanline.table.ScaleRuns;
import io.scanline.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings the newest studies of every job, and the newest load, to the driver: rows of runs, of which people make hundreds. */
final class ScalingReader {
    /** Rows of runs that come to the driver. */
    private static final int LIMIT = 20_000;

    private final Dataset<Row> rows;
    private final Map<String, List<Row>> newest;

    ScalingReader(Lake lake) {
        this.rows = lake.read(ScaleRuns.TABLE);
        Dataset<Row> studies = rows.where(not(ScaleRuns.isLoad()));
        Dataset<Row> newestStudies = studies.groupBy(ScaleRuns.JOB)
                .agg(max_by(col(ScaleRuns.STUDY), col(Table.COMPUTED_AT)).as(ScaleRuns.STUDY));
        this.newest = by(ScaleRuns.JOB, studies.join(newestStudies, new String[] {ScaleRuns.JOB, ScaleRuns.STUDY}));
    }

    /** The chain's first, then by name. */
    List<Scaling.JobRuns> jobs() {
        return newest.entrySet().stream()
                .sorted(Comparator.comparing(job -> !job.getKey().equals(ScaleRuns.CHAIN)))
                .map(job -> runs(job.getKey(), job.getValue()))
                .toList();
    }

    private static Scaling.JobRuns runs(String job, List<Row> rows) {
        List<Row> measured = rows.stream().filter(ScalingReader::isMeasured).toList();
        return new Scaling.JobRuns(
                job,
                rows.get(0).getAs(ScaleRuns.STUDY),
                Boolean.TRUE.equals(rows.get(0).getAs(ScaleRuns.WARM)),
                rows.get(0).getAs(ScaleRuns.LINES),
                byExecutors(measured).entrySet().stream()
                        .map(same -> point(same.getKey(), same.getValue()))
                        .toList(),
                rows.stream()
                        .filter(row ->
                                !isMeasured(row) && row.<Integer>getAs(ScaleRuns.EXECUTORS) > mostExecutors(measured))
                        .sorted(Comparator.comparing((Row row) -> row.<Integer>getAs(ScaleRuns.EXECUTORS)))
                        .map(ScalingReader::simulated)
                        .toList(),
                law(measured));
    }

    private static Scaling.Point point(int executors, List<Row> same) {
        double[] walls = walls(same);
        return new Scaling.Point(
                executors,
                same.size(),
                (int) same.stream().filter(ScalingReader::isStarved).count(),
                Robust.median(walls, walls.length),
                walls[0],
                walls[walls.length - 1],
                median(same, row -> row.getAs(ScaleRuns.SPEED_UP)),
                median(same, row -> row.getAs(ScaleRuns.LINES_PER_S)),
                median(same, row -> row.getAs(ScaleRuns.COST_PER_MILLION_LINES)));
    }

    private static Scaling.Simulated simulated(Row row) {
        return new Scaling.Simulated(
                row.getAs(ScaleRuns.EXECUTORS),
                row.getAs(ScaleRuns.WALL_S),
                row.getAs(ScaleRuns.PREDICTED_WALL_S),
                row.getAs(ScaleRuns.SPEED_UP),
                row.getAs(ScaleRuns.COST_PER_MILLION_LINES));
    }

    private static ScalingFit law(List<Row> measured) {
        List<Row> fed = measured.stream().filter(row -> !isStarved(row)).toList();
        double[] executors = fed.stream()
                .mapToDouble(row -> row.<Integer>getAs(ScaleRuns.EXECUTORS))
                .toArray();
        return byExecutors(fed).size() < 2
                ? null
                : ScalingFit.of(
                        executors,
                        fed.stream()
                                .mapToDouble(row -> row.<Double>getAs(ScaleRuns.WALL_S))
                                .toArray());
    }

    /** What the model said of runs that it was not made of: of those with more executors, and of a whole study from an earlier one. */
    List<Scaling.Miss> misses() {
        List<Scaling.Miss> misses = new ArrayList<>();
        newest.values().forEach(study -> {
            Map<Integer, List<Row>> measured =
                    byExecutors(study.stream().filter(ScalingReader::isMeasured).toList());
            int fewest = measured.keySet().iterator().next();
            measured.forEach((executors, same) -> {
                Double foretold = median(same, row -> row.getAs(ScaleRuns.PREDICTED_WALL_S));
                if (executors > fewest && foretold != null) {
                    misses.add(miss(same, foretold, false));
                }
            });
            study.stream()
                    .filter(row -> !isMeasured(row) && measured.containsKey(row.<Integer>getAs(ScaleRuns.EXECUTORS)))
                    .forEach(row -> misses.add(miss(
                            measured.get(row.<Integer>getAs(ScaleRuns.EXECUTORS)), row.getAs(ScaleRuns.WALL_S), true)));
        });
        return misses;
    }

    private static Scaling.Miss miss(List<Row> same, double foretold, boolean earlier) {
        Row one = same.get(0);
        double[] walls = walls(same);
        return new Scaling.Miss(
                one.getAs(ScaleRuns.JOB),
                one.getAs(ScaleRuns.EXECUTORS),
                one.getAs(ScaleRuns.LINES),
                foretold,
                earlier,
                Robust.median(walls, walls.length),
                same.stream().anyMatch(ScalingReader::isStarved));
    }

    /** The newest load; null where none was served. */
    Scaling.Load load() {
        Dataset<Row> loads = rows.where(ScaleRuns.isLoad());
        Dataset<Row> newest =
                loads.agg(max_by(col(ScaleRuns.STUDY), col(Table.COMPUTED_AT)).as(ScaleRuns.STUDY));
        List<Scaling.Served> served = new ArrayList<>();
        long lines = 0;
        String study = null;
        for (List<Row> level :
                by(ScaleRuns.JOB, loads.join(newest, ScaleRuns.STUDY)).values()) {
            for (List<Row> same : byExecutors(level).values()) {
                served.add(served(same));
                study = same.get(0).getAs(ScaleRuns.STUDY);
                lines = same.stream()
                        .mapToLong(row -> row.<Long>getAs(ScaleRuns.LINES))
                        .min()
                        .orElse(0);
            }
        }
        served.sort(Comparator.comparing(one -> one.load().atOnce()));
        return study == null
                ? null
                : new Scaling.Load(
                        study,
                        lines,
                        served.stream().filter(one -> one.executors() == 1).toList(),
                        served.stream()
                                .filter(one -> one.executors() == one.load().atOnce())
                                .toList());
    }

    /** @param rows of one load with one number of executors: one of all jobs together, and one for each */
    private static Scaling.Served served(List<Row> rows) {
        Row all = rows.stream()
                .filter(row -> row.<Integer>getAs(ScaleRuns.REPEAT) == 0)
                .findFirst()
                .orElseThrow();
        double[] responses = rows.stream()
                .filter(row -> row.<Integer>getAs(ScaleRuns.REPEAT) > 0)
                .mapToDouble(row -> row.<Double>getAs(ScaleRuns.WALL_S))
                .toArray();
        int atOnce = ScaleRuns.atOnce(all.getAs(ScaleRuns.JOB)).orElseThrow();
        return new Scaling.Served(
                all.getAs(ScaleRuns.EXECUTORS),
                ServedLoad.of(atOnce, all.getAs(ScaleRuns.WALL_S), responses),
                isStarved(all));
    }

    private static Map<String, List<Row>> by(String column, Dataset<Row> rows) {
        return rows.limit(LIMIT).collectAsList().stream()
                .collect(Collectors.groupingBy(row -> row.getAs(column), TreeMap::new, Collectors.toList()));
    }

    private static Map<Integer, List<Row>> byExecutors(List<Row> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.<Integer>getAs(ScaleRuns.EXECUTORS), TreeMap::new, Collectors.toList()));
    }

    private static int mostExecutors(List<Row> measured) {
        return measured.stream()
                .mapToInt(row -> row.<Integer>getAs(ScaleRuns.EXECUTORS))
                .max()
                .orElse(0);
    }

    private static boolean isMeasured(Row row) {
        return row.<String>getAs(ScaleRuns.KIND).equals(ScaleRuns.MEASURED);
    }

    private static boolean isStarved(Row row) {
        return row.<Boolean>getAs(ScaleRuns.STARVED);
    }

    /** Ascending. */
    private static double[] walls(List<Row> rows) {
        return rows.stream()
                .mapToDouble(row -> row.<Double>getAs(ScaleRuns.WALL_S))
                .sorted()
                .toArray();
    }

    private static Double median(List<Row> rows, Function<Row, Number> value) {
        double[] values = rows.stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToDouble(Number::doubleValue)
                .toArray();
        return values.length == 0 ? null : (Double) Robust.median(values, values.length);
    }
}

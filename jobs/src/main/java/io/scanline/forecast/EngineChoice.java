package io.scanline.forecast;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.ForecastScores;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import java.time.LocalDate;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Which departments the boosted engine has forecast better than the statistical one: by the mean RMSSE of the department, of its stores and
 * of their items, from origins of the last year that both were scored at and whose horizon had passed. Never by in-sample fit.
 */
final class EngineChoice {
    private static final int DAYS = 365;
    private static final String DEPARTMENT = "department";
    private static final String BOOSTED = "boosted_error";
    private static final String STATISTICAL = "statistical_error";

    private EngineChoice() {}

    /** @param method of the boosted engine */
    static DepartmentChoice of(Lake lake, LocalDate asOf, String method) {
        if (lake.latestVersion(ForecastScores.TABLE) < 0) {
            return DepartmentChoice.none();
        }
        Dataset<Row> scores = lake.read(ForecastScores.TABLE, lake.latestVersion(ForecastScores.TABLE))
                .where(col(ForecastScores.ENTITY)
                        .notEqual(ScoreLevel.WHOLE_LEVEL)
                        .and(col(ForecastScores.METHOD).isin(method, StatisticalEngine.NAME))
                        .and(col(ForecastScores.ORIGIN).gt(lit(asOf.minusDays(DAYS))))
                        .and(date_add(col(ForecastScores.ORIGIN), col(ForecastScores.HORIZON_DAYS))
                                .leq(lit(asOf)))
                        .and(col(ForecastScores.RMSSE).isNotNull()));
        Dataset<Row> better = byDepartment(lake, scores)
                .transform(EngineChoice::onlyOriginsOfBoth)
                .groupBy(DEPARTMENT, ForecastScores.LEVEL)
                .agg(error(method).as(BOOSTED), error(StatisticalEngine.NAME).as(STATISTICAL))
                .groupBy(DEPARTMENT)
                .agg(avg(BOOSTED).as(BOOSTED), avg(STATISTICAL).as(STATISTICAL))
                .where(col(BOOSTED).lt(col(STATISTICAL)))
                .select(DEPARTMENT);
        // one value a department
        return DepartmentChoice.of(new TreeSet<>(better.as(Encoders.STRING()).collectAsList()));
    }

    private static Dataset<Row> byDepartment(Lake lake, Dataset<Row> scores) {
        Column entity = col(ForecastScores.ENTITY);
        Dataset<Row> departments = ofLevel(scores, ScoreLevel.DEPARTMENT).withColumn(DEPARTMENT, entity);
        // a store's id has no slash
        Dataset<Row> ofStores = ofLevel(scores, ScoreLevel.STORE_DEPARTMENT)
                .withColumn(DEPARTMENT, regexp_replace(entity, "^[^/]*/", ""));
        Dataset<Row> items = ofLevel(scores, ScoreLevel.ITEM_STORE)
                .withColumn(Products.ITEM_ID, ForecastScores.itemOf(entity))
                .join(lake.read(Products.TABLE).select(Products.ITEM_ID, Products.DEPARTMENT), Products.ITEM_ID)
                .withColumn(DEPARTMENT, substring_index(col(Products.DEPARTMENT), "/", 2));
        return columns(departments).unionByName(columns(ofStores)).unionByName(columns(items));
    }

    private static Dataset<Row> ofLevel(Dataset<Row> scores, ScoreLevel level) {
        return scores.where(col(ForecastScores.LEVEL).equalTo(level.name()));
    }

    private static Dataset<Row> columns(Dataset<Row> scores) {
        return scores.select(
                col(DEPARTMENT),
                col(ForecastScores.LEVEL),
                col(ForecastScores.ORIGIN),
                col(ForecastScores.HORIZON_DAYS),
                col(ForecastScores.METHOD),
                col(ForecastScores.RMSSE));
    }

    private static Dataset<Row> onlyOriginsOfBoth(Dataset<Row> scores) {
        Dataset<Row> both = scores.groupBy(DEPARTMENT, ForecastScores.ORIGIN, ForecastScores.HORIZON_DAYS)
                .agg(countDistinct(ForecastScores.METHOD).as("methods"))
                .where(col("methods").equalTo(2))
                .drop("methods");
        return scores.join(
                both, new String[] {DEPARTMENT, ForecastScores.ORIGIN, ForecastScores.HORIZON_DAYS}, "left_semi");
    }

    private static Column error(String method) {
        return avg(when(col(ForecastScores.METHOD).equalTo(method), col(ForecastScores.RMSSE)));
    }
}

package io.scanline.compare;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.scanline.spark.Held;
import io.scanline.table.Forecasts;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What stores were expected to sell, sent to the periods that forecasts cover: {@link Side#FORECAST}.
 *
 * @param origins the periods that have a forecast, and which
 */
record ForecastSides(ForecastOrigins origins, Held values, Dataset<Row> clocks) implements AutoCloseable {
    /** Reads only the forecasts that the targets are compared with. */
    static ForecastSides of(Lake lake, Targets targets, Dataset<Row> hourlySales, Dataset<Row> clocks) {
        NavigableSet<LocalDate> asOfs = lake.days(Forecasts.TABLE);
        ForecastOrigins origins =
                asOfs.isEmpty() ? new ForecastOrigins(List.of()) : ForecastOrigins.of(targets, asOfs, lastDay(clocks));
        if (origins.isEmpty()) {
            return new ForecastSides(origins, Held.of(lake.read(Forecasts.TABLE).limit(0)), clocks);
        }
        Held values = Held.of(ForecastValues.of(lake, origins, hourlySales, clocks));
        return new ForecastSides(origins.covered(ForecastValues.horizons(values.rows())), values, clocks);
    }

    /** The last day that any store has reached. */
    private static LocalDate lastDay(Dataset<Row> clocks) {
        return clocks.selectExpr("max(date(" + StorePeriods.RUNNING_DAY + "))")
                .as(Encoders.LOCALDATE())
                .head();
    }

    /** Adds them to rows that {@link Pairs} sends to periods. */
    Dataset<Row> addTo(Dataset<Row> sent) {
        return origins.isEmpty() ? sent : sent.unionByName(rows(sent.sparkSession()), true);
    }

    private Dataset<Row> rows(SparkSession spark) {
        Column date = col(ForecastOrigins.DATE);
        Column inPeriod = date.geq(col(ForecastOrigins.START)).and(date.lt(col(ForecastOrigins.END)));
        Column ofKind = col(HourlySales.DEPARTMENT)
                .equalTo(HourlySales.ALL_DEPARTMENTS)
                .or(col(ForecastOrigins.KIND).isin(PeriodKind.DAY.name(), PeriodKind.WEEK.name()));
        return values.rows()
                .join(broadcast(origins.rows(spark)), ForecastOrigins.AS_OF)
                .where(inPeriod.and(ofKind))
                .join(broadcast(clocks.select(StorePeriods.STORE_ID, StorePeriods.RUNNING_DAY)), StorePeriods.STORE_ID)
                .where(date.leq(col(StorePeriods.RUNNING_DAY).cast("date")))
                .select(
                        col(StorePeriods.STORE_ID),
                        col(ForecastOrigins.KIND).as(StorePeriods.KIND),
                        col(ForecastOrigins.START).cast("timestamp").as(StorePeriods.START),
                        col(ForecastOrigins.END).as(StorePeriods.END),
                        lit(false).as(StorePeriods.REPEATED),
                        col(HourlySales.DEPARTMENT),
                        col(Stores.CURRENCY),
                        lit(Side.FORECAST.name()).as(Matches.SIDE),
                        lit(1).as(Matches.BIT),
                        date.as(Matches.TARGET_DAY),
                        date.as(Matches.BASE_DAY),
                        lit(false).as(Pairs.RUNNING),
                        col(HourlySales.NET_SALES),
                        col(HourlySales.UNITS_SOLD),
                        col(HourlySales.NET_SALES_REPORTING),
                        col(HourlySales.NET_SALES_REPORTING)
                                .isNull()
                                .cast("long")
                                .as(StorePeriods.WITHOUT_RATE));
    }

    @Override
    public void close() {
        values.close();
    }
}

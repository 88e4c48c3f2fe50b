package io.scanline.detect;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.split_part;
import static org.apache.spark.sql.functions.struct;

import io.scanline.table.Holidays;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.LocalEvents;
import io.scanline.table.Products;
import io.scanline.table.Promotions;
import io.scanline.table.Stores;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What else was going on in the window of a finding: holidays, local events, and promotions that began with it. */
final class Context {
    static final String CONTEXT = "context";
    /** Type of a match. */
    static final String PROMOTION = "PROMOTION";

    private static final int MOST = 6;
    private static final int FRESH_DAYS = 2;

    private Context() {}

    /** Adds matched holidays, local events and promotions, each once. */
    static Dataset<Row> of(Dataset<Row> findings, Lake lake, Dataset<Row> members) {
        Dataset<Row> stores = lake.read(Stores.TABLE);
        Dataset<Row> windows = findings.select(
                        Drivers.ID,
                        Nodes.LEVEL,
                        Nodes.ENTITY,
                        HourSchema.DEPARTMENT,
                        Finding.KIND,
                        Finding.DAY,
                        "last_day")
                .join(broadcast(members), new String[] {Nodes.LEVEL, Nodes.ENTITY}, "inner");
        Dataset<Row> matched = holidays(windows, lake, stores)
                .union(localEvents(windows, lake, stores))
                .union(promotions(windows, lake))
                .groupBy(Drivers.ID)
                .agg(slice(sort_array(collect_set("match")), 1, MOST).as(CONTEXT));
        return findings.join(matched, new String[] {Drivers.ID}, "left")
                .withColumn(
                        CONTEXT,
                        coalesce(col(CONTEXT), array().cast("array<struct<type:string,code:string,name:string>>")));
    }

    private static Dataset<Row> holidays(Dataset<Row> windows, Lake lake, Dataset<Row> stores) {
        Column inside = col(Holidays.DATE).between(col(Finding.DAY), col("last_day"));
        return windows.join(broadcast(Occasions.holidays(lake, stores)), HourSchema.STORE)
                .where(inside)
                .select(
                        col(Drivers.ID),
                        match("HOLIDAY", col(Holidays.CODE), coalesce(col(Holidays.NAME), col(Holidays.CODE))));
    }

    private static Dataset<Row> localEvents(Dataset<Row> windows, Lake lake, Dataset<Row> stores) {
        return windows.join(broadcast(Occasions.localEvents(lake, stores)), HourSchema.STORE)
                .where(overlaps(LocalEvents.FROM, LocalEvents.TO))
                .select(
                        col(Drivers.ID),
                        match(
                                "LOCAL_EVENT",
                                col(Occasions.LOCAL_EVENT),
                                coalesce(col(LocalEvents.NAME), col(Occasions.LOCAL_EVENT))));
    }

    /** Promotions are always running somewhere: only those that began within two days of a spike can be its reason. */
    private static Dataset<Row> promotions(Dataset<Row> windows, Lake lake) {
        Dataset<Row> promotions = lake.read(Promotions.TABLE)
                .join(
                        lake.read(Products.TABLE).select(Products.ITEM_ID, Products.DEPARTMENT, Products.NAME),
                        Products.ITEM_ID)
                .select(
                        col(Promotions.PROMOTION_ID),
                        col(Promotions.STORE_ID).as("at"),
                        col(Promotions.FROM),
                        col(Promotions.TO),
                        split_part(col(Products.DEPARTMENT), lit("/"), lit(1)).as("on"),
                        coalesce(col(Products.NAME), col(Products.ITEM_ID)).as("item"));
        Column spike = col(Finding.KIND).isin(Kind.SALES_SPIKE.name(), Kind.DISCOUNT_SPIKE.name());
        Column here = col("at").equalTo("*").or(col("at").equalTo(col(HourSchema.STORE)));
        Column sameDepartment = col(HourSchema.DEPARTMENT)
                .equalTo(HourlySales.ALL_DEPARTMENTS)
                .or(col(HourSchema.DEPARTMENT).equalTo(col("on")));
        Column fresh = col(Promotions.FROM)
                .geq(date_sub(col(Finding.DAY), FRESH_DAYS))
                .and(col(Promotions.FROM).leq(col("last_day")));
        return broadcast(windows.where(spike))
                .join(promotions, here.and(sameDepartment).and(fresh).and(overlaps(Promotions.FROM, Promotions.TO)))
                .select(
                        col(Drivers.ID),
                        match(PROMOTION, col(Promotions.PROMOTION_ID), concat(lit("Promotion of "), col("item"))));
    }

    private static Column overlaps(String from, String to) {
        return col(from).leq(col("last_day")).and(col(to).gt(col(Finding.DAY)));
    }

    private static Column match(String type, Column code, Column name) {
        return struct(lit(type).as("type"), code.as("code"), name.as("name")).as("match");
    }
}

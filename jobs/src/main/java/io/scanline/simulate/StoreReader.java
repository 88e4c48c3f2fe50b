package io.scanline.simulate;

import io.scanline.simulate.ItemReader.NotReplayed;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Streams the rows of a partition, sorted by {@link SeriesInputs}, as one store after the other; one is held at a time. */
final class StoreReader implements Iterator<StoreItems> {
    private final Iterator<Row> rows;
    private final Span span;
    private Row next;

    StoreReader(Iterator<Row> rows, Span span) {
        this.rows = rows;
        this.span = span;
        advance();
    }

    private void advance() {
        next = rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public StoreItems next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        String storeId = storeOf(next);
        Row firstItem = next.getAs(SeriesInputs.ITEM);
        StoreItems store = new StoreItems(storeId, firstItem.getAs(SeriesInputs.CURRENCY));
        ItemReader reader = new ItemReader(span, storeId);
        while (next != null && storeOf(next).equals(storeId)) {
            addItem(store, reader);
        }
        return store;
    }

    private void addItem(StoreItems store, ItemReader reader) {
        Row item = next.getAs(SeriesInputs.ITEM);
        String itemId = itemOf(next);
        advance();
        float[] demand = new float[span.to()];
        int first = demand.length;
        Arrays.fill(demand, Float.NaN);
        while (next != null
                && storeOf(next).equals(store.storeId())
                && itemOf(next).equals(itemId)) {
            int day = next.<Integer>getAs(SeriesInputs.DAY) - (int) span.first().toEpochDay();
            if (first == demand.length) {
                first = day;
                // a day without a row since the first one is a day without demand
                Arrays.fill(demand, day, demand.length, 0);
            }
            Double units = next.getAs(SeriesInputs.DEMAND);
            demand[day] = units == null ? Float.NaN : units.floatValue();
            advance();
        }
        try {
            store.add(reader.item(itemId, item, demand, first));
        } catch (NotReplayed reason) {
            store.exclude(reason.reason(), reason.getMessage());
        }
    }

    private static String storeOf(Row row) {
        return row.getAs(SeriesInputs.STORE_ID);
    }

    private static String itemOf(Row row) {
        return row.getAs(SeriesInputs.ITEM_ID);
    }
}

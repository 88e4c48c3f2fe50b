package io.scanline.generate;

import io.scanline.generate.HolidayCalendar.Holiday;
import io.scanline.generate.InjectedEvents.Injected;
import io.scanline.generate.LocalEventPlan.LocalEvent;
import io.scanline.storage.Location;
import io.scanline.table.FxRates;
import io.scanline.table.Holidays;
import io.scanline.table.LocalEvents;
import io.scanline.table.OpenOrders;
import io.scanline.table.Prices;
import io.scanline.table.Products;
import io.scanline.table.Promotions;
import io.scanline.table.StockPositions;
import io.scanline.table.StoreClosures;
import io.scanline.table.Stores;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.util.SerializableConfiguration;

/** Writes the files that concern the whole chain, and joins the pieces that the blocks have written: one task, no data in memory. */
final class ChainFiles implements ForeachPartitionFunction<Long> {
    private static final List<Table> IN_PIECES =
            List.of(StockPositions.TABLE, OpenOrders.TABLE, Prices.TABLE, Promotions.TABLE, SupplyTerms.TABLE);

    private final GenerateOptions options;
    private final SerializableConfiguration hadoop;

    ChainFiles(GenerateOptions options, SerializableConfiguration hadoop) {
        this.options = options;
        this.hadoop = hadoop;
    }

    @Override
    public void call(Iterator<Long> once) {
        try {
            Layout layout = new Layout(options, hadoop.value());
            Chain chain = new Chain(options);
            stores(chain, layout);
            products(chain, layout);
            calendar(chain, layout);
            rates(chain, layout);
            for (Table table : IN_PIECES) {
                join(layout, table.name(), header(table), layout.reference(table));
            }
            join(layout, BlockFiles.SPOILED, "file,line,reason", layout.truth("spoiled.csv"));
            events(chain, layout);
            layout.files(layout.building()).delete(layout.building().path(), true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the chain's files under " + options.out(), e);
        }
    }

    private static String header(Table table) {
        return String.join(",", table.rowSchema().fieldNames());
    }

    private static void stores(Chain chain, Layout layout) throws IOException {
        try (Rows stores = new Rows(layout, layout.reference(Stores.TABLE), header(Stores.TABLE));
                Rows closures = new Rows(layout, layout.reference(StoreClosures.TABLE), header(StoreClosures.TABLE))) {
            for (StorePlan store : chain.stores) {
                Region region = store.region();
                stores.row(
                        store.id(),
                        store.name(),
                        region.id(),
                        region.country(),
                        region.zone(),
                        region.currency(),
                        store.opened(),
                        store.closed(),
                        store.kind().name().toLowerCase(Locale.ROOT),
                        store.kind().area,
                        store.dayStartHour());
                for (StorePlan.Closure closure : store.closures()) {
                    closures.row(store.id(), closure.from(), closure.to(), closure.reason());
                }
            }
        }
    }

    private static void products(Chain chain, Layout layout) throws IOException {
        try (Rows products = new Rows(layout, layout.reference(Products.TABLE), header(Products.TABLE))) {
            for (ItemPlan item : chain.items) {
                products.row(
                        item.id(),
                        item.weighed() ? null : item.gtin(),
                        item.name(),
                        item.shelf().path(),
                        item.brand(),
                        item.weighed() ? "KGM" : "EA",
                        CsvText.hundredths(Math.round(item.euro() * item.costShare() * 100)),
                        item.shelf().shelfLifeDays() == 0 ? null : item.shelf().shelfLifeDays(),
                        chain.date(item.introduced()),
                        item.discontinued() == Integer.MAX_VALUE ? null : chain.date(item.discontinued()));
            }
        }
    }

    private static void calendar(Chain chain, Layout layout) throws IOException {
        LocalDate from = chain.options.start().minusDays(30);
        LocalDate to = chain.options.end().plusDays(Chain.PLANNED_AHEAD_DAYS);
        try (Rows holidays = new Rows(layout, layout.reference(Holidays.TABLE), header(Holidays.TABLE));
                Rows events = new Rows(layout, layout.reference(LocalEvents.TABLE), header(LocalEvents.TABLE))) {
            TreeSet<String> countries = new TreeSet<>();
            chain.regions.forEach(region -> countries.add(region.country()));
            for (String country : countries) {
                for (Holiday holiday : chain.holidays.within(country, from, to)) {
                    holidays.row(country, "*", holiday.date(), holiday.code(), holiday.name());
                }
            }
            for (LocalEvent event : chain.localEvents.all()) {
                events.row(event.id(), "REGION", event.region(), event.from(), event.to(), event.name());
            }
        }
    }

    private static void rates(Chain chain, Layout layout) throws IOException {
        try (Rows rates = new Rows(layout, layout.reference(FxRates.TABLE), header(FxRates.TABLE))) {
            List<String> currencies = ExchangeRates.currencies(chain.regions);
            for (int day = 0; day < chain.options.days(); day++) {
                for (String from : currencies) {
                    for (String to : currencies) {
                        if (!from.equals(to)) {
                            double rate = ExchangeRates.rate(chain.options.seed(), from, to, day);
                            rates.row(chain.date(day), from, to, String.format(Locale.ROOT, "%.8f", rate));
                        }
                    }
                }
            }
        }
    }

    private void events(Chain chain, Layout layout) throws IOException {
        Map<String, Long> impacts = new HashMap<>();
        for (int block = 0; block < options.blocks(); block++) {
            Location piece = layout.pieces(BlockFiles.IMPACTS).child(Layout.part(block));
            try (BufferedReader rows = new BufferedReader(
                    new InputStreamReader(layout.files(piece).open(piece.path()), StandardCharsets.UTF_8))) {
                for (String row = rows.readLine(); row != null; row = rows.readLine()) {
                    int comma = row.indexOf(',');
                    impacts.merge(row.substring(0, comma), Long.valueOf(row.substring(comma + 1)), Long::sum);
                }
            }
        }
        String header = "event_id,level,entity,department,start_utc,end_utc,kind,factor,impact_money";
        try (Rows events = new Rows(layout, layout.truth("events.csv"), header)) {
            for (Injected event : chain.events.all()) {
                LocalDate date = chain.date(event.day());
                events.row(
                        event.id(),
                        event.level(),
                        event.entity(),
                        event.department(),
                        event.start(date),
                        event.end(date),
                        event.kind(),
                        String.format(Locale.ROOT, "%.3f", event.factor()),
                        CsvText.hundredths(impacts.getOrDefault(event.id(), 0L)));
            }
        }
    }

    /** Copies the blocks' pieces behind one header, in the order of the blocks. */
    private void join(Layout layout, String pieces, String header, Location whole) throws IOException {
        try (Rows rows = new Rows(layout, whole, header)) {
            for (int block = 0; block < options.blocks(); block++) {
                Location piece = layout.pieces(pieces).child(Layout.part(block));
                FileSystem files = layout.files(piece);
                try (InputStream in = files.open(piece.path())) {
                    in.transferTo(rows.out);
                }
            }
        }
    }

    /** A CSV file with a header. */
    private static final class Rows implements Closeable {
        private final OutputStream out;

        Rows(Layout layout, Location file, String header) throws IOException {
            out = layout.create(file);
            out.write((header + "\n").getBytes(StandardCharsets.UTF_8));
        }

        void row(Object... values) throws IOException {
            out.write((CsvText.row(values) + "\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}

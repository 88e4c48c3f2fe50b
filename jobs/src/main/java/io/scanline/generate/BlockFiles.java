package io.scanline.generate;

import io.scanline.generate.InjectedEvents.Injected;
import io.scanline.table.OpenOrders;
import io.scanline.table.Prices;
import io.scanline.table.Promotions;
import io.scanline.table.StockPositions;
import io.scanline.table.SupplyTerms;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of one block of stores: its log of the current day, its rows of the reference tables and of the truth. Held in
 * memory: only the lines that are to come with a later day's file.
 */
final class BlockFiles implements TruthSink, Closeable {
    static final String SPOILED = "spoiled";
    static final String IMPACTS = "impacts";

    private final Chain chain;
    private final Layout layout;
    private final int block;
    private final Map<Integer, List<SalesLine>> late = new HashMap<>();
    private final List<Closeable> opened = new ArrayList<>();
    private final Piece positions;
    private final Piece orders;
    private final Piece prices;
    private final Piece promotions;
    private final Piece supply;
    private final Piece spoiled;
    private final Piece impacts;
    private final DemandTruth demand;
    private StorePlan store;
    private int day;
    private LineLog log;
    private Spoiler spoiler;
    final Counts counts = new Counts();

    /** What a block wrote; the order of the fields is that of {@link GenerateJob}'s columns. */
    static final class Counts {
        long lines;
        long files;
        long spoiled;
        long lateLines;
        long undeliveredLines;
        long itemDays;
        long stockOutDays;
    }

    BlockFiles(Chain chain, Layout layout, int block) throws IOException {
        this.chain = chain;
        this.layout = layout;
        this.block = block;
        this.positions = piece(StockPositions.TABLE.name());
        this.orders = piece(OpenOrders.TABLE.name());
        this.prices = piece(Prices.TABLE.name());
        this.promotions = piece(Promotions.TABLE.name());
        this.supply = piece(SupplyTerms.TABLE.name());
        this.spoiled = piece(SPOILED);
        this.impacts = piece(IMPACTS);
        this.demand = new DemandTruth(layout, block);
        opened.add(demand);
    }

    private Piece piece(String file) throws IOException {
        Piece piece = new Piece(layout, file, block);
        opened.add(piece);
        return piece;
    }

    void startDay(int day) {
        this.day = day;
    }

    void startStore(StorePlan store) {
        this.store = store;
    }

    /** Adds the lines kept for this day and closes its file. A day on which no store of the block sold has none. */
    void endDay() throws IOException {
        for (SalesLine line : late.getOrDefault(day, List.of())) {
            write(line);
        }
        late.remove(day);
        if (log != null) {
            log.close();
            log = null;
        }
    }

    private void write(SalesLine line) throws IOException {
        if (log == null) {
            LocalDate date = chain.date(day);
            String path = layout.logPath(date, block);
            log = layout.openLog(date, block);
            counts.files++;
            spoiler = new Spoiler(chain.options, day, block, log, (number, reason) -> {
                spoiled.row(path, number, reason);
                counts.spoiled++;
            });
        }
        counts.lines++;
        spoiler.write(line);
    }

    @Override
    public void line(SalesLine line, int fileDay) {
        if (fileDay == day) {
            unchecked(() -> write(line));
        } else if (fileDay < 0) {
            counts.undeliveredLines++;
        } else {
            counts.lateLines++;
            late.computeIfAbsent(fileDay, d -> new ArrayList<>()).add(line.copy());
        }
    }

    @Override
    public void demand(ItemPlan item, int onDay, long wanted, long sold, double inStockShare) {
        counts.stockOutDays += inStockShare < 1 ? 1 : 0;
        unchecked(() -> demand.write(store, item, chain.date(onDay), wanted, sold, inStockShare));
    }

    @Override
    public void traded(int itemsOnSale) {
        counts.itemDays += itemsOnSale;
    }

    @Override
    public void position(ItemPlan item, long epochSecond, long onHand) {
        unchecked(() ->
                positions.row(store.id(), item.id(), Instant.ofEpochSecond(epochSecond), CsvText.thousandths(onHand)));
    }

    @Override
    public void openOrder(ItemPlan item, int dueDay, long quantity) {
        unchecked(() -> orders.row(
                store.id(), item.id(), item.supplier().id(), chain.date(dueDay), CsvText.thousandths(quantity)));
    }

    @Override
    public void price(ItemPlan item, int fromDay, int toDay, long price) {
        unchecked(() -> prices.row(
                store.id(),
                item.id(),
                chain.date(fromDay),
                toDay < 0 ? null : chain.date(toDay),
                CsvText.hundredths(price)));
    }

    @Override
    public void promotion(ItemPlan item, String id, LocalDate from, LocalDate to, long price, String kind) {
        unchecked(() -> promotions.row(id, store.id(), item.id(), from, to, CsvText.hundredths(price), kind));
    }

    @Override
    public void impact(Injected event, long money) {
        unchecked(() -> impacts.row(event.id(), money));
    }

    /** The terms on which the store orders its items. */
    void supply(StoreSimulation simulation) throws IOException {
        for (int k = 0; k < simulation.demand().items(); k++) {
            ItemPlan item = simulation.demand().item(k);
            ItemPlan.Supplier supplier = item.supplier();
            StoreStock stock = simulation.stock();
            supply.row(
                    store.id(),
                    item.id(),
                    supplier.id(),
                    supplier.leadDays(),
                    supplier.leadSdDays(),
                    supplier.weekdays(),
                    CsvText.thousandths(item.packMilli()),
                    CsvText.thousandths(item.packMilli()),
                    CsvText.thousandths(stock.maxOrder(k)),
                    CsvText.thousandths(stock.capacity(k)),
                    CsvText.thousandths(stock.presentation(k)),
                    CsvText.hundredths(Math.round(simulation.demand().price(k) * item.costShare())),
                    item.serviceTarget(chain.items.length),
                    null);
        }
    }

    @Override
    public void close() throws IOException {
        if (log != null) {
            log.close();
        }
        for (Closeable file : opened) {
            file.close();
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    private static void unchecked(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

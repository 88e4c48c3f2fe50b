package io.scanline.generate;

import io.scanline.generate.InjectedEvents.Injected;
import io.scanline.generate.InjectedEvents.Kind;
import io.scanline.generate.SalesLine.Payment;
import io.scanline.generate.SalesLine.Status;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** The tills of one store on one day: turns baskets into lines, with the slips of the trade: voids, cancellations, returns. */
final class TillDay {
    /** Share of lines that come back. */
    static final double RETURN_RATE = 0.008;

    private static final double LINE_VOIDED = 0.005;
    private static final double POST_VOIDED = 0.004;
    private static final double CANCELLED = 0.003;
    private static final double SUSPENDED = 0.001;
    private static final double TRAINING = 0.0007;

    private final StorePlan store;
    private final StoreDemand demand;
    private final StoreClock clock;
    private final TruthSink sink;
    private final SalesLine line = new SalesLine();
    private final Bytes text = new Bytes();
    private final int[] transactions;
    private int[] soldItems = new int[512];
    private long[] soldQuantities = new long[512];
    private int lines;
    private int basketStart;
    private Dice dice;
    private HourProfile hours;
    private List<Injected> events;
    private int day;
    private int second;

    TillDay(StorePlan store, StoreDemand demand, StoreClock clock, TruthSink sink) {
        this.store = store;
        this.demand = demand;
        this.clock = clock;
        this.sink = sink;
        this.transactions = new int[store.registers() + 2];
    }

    void open(int day, LocalDate date, Dice dice, HourProfile hours, List<Injected> events) {
        this.day = day;
        this.dice = dice;
        this.hours = hours;
        this.events = events;
        this.lines = 0;
        Arrays.fill(transactions, 0);
        line.store = store;
        line.businessDay = date.toEpochDay();
    }

    void basket(int second) {
        this.second = second;
        this.basketStart = lines;
    }

    void scan(int k, long quantity) {
        if (lines == soldItems.length) {
            soldItems = Arrays.copyOf(soldItems, lines * 2);
            soldQuantities = Arrays.copyOf(soldQuantities, lines * 2);
        }
        soldItems[lines] = k;
        soldQuantities[lines++] = quantity;
    }

    /** Writes the basket, and at times a slip before it: the same goods rung up at a till and taken back whole. */
    void pay() {
        if (lines == basketStart) {
            return;
        }
        double draw = dice.unit();
        if (draw < POST_VOIDED) {
            write(Status.POST_VOIDED);
        } else if (draw < POST_VOIDED + CANCELLED) {
            write(Status.CANCELLED);
        } else if (draw < POST_VOIDED + CANCELLED + SUSPENDED) {
            write(Status.SUSPENDED);
        } else if (draw < POST_VOIDED + CANCELLED + SUSPENDED + TRAINING) {
            write(Status.TRAINING);
        }
        write(Status.COMPLETED);
    }

    private void write(Status status) {
        begin(1 + dice.below(store.registers()), second);
        line.status = status;
        line.isReturn = false;
        for (int i = basketStart; i < lines; i++) {
            if (status == Status.COMPLETED && dice.chance(LINE_VOIDED)) {
                item(soldItems[i], soldQuantities[i]);
                line.voided = true;
                tell();
            }
            item(soldItems[i], soldQuantities[i]);
            tell();
        }
    }

    /** The service desk takes back some of what was sold. */
    void returns() {
        int usual = dice.poisson(lines * RETURN_RATE);
        for (int i = 0; i < usual && lines > 0; i++) {
            takeBack(hours.draw(dice));
        }
        for (Injected event : events) {
            if (event.kind() == Kind.RETURNS_SPIKE) {
                double share = hours.between(event.fromHour(), event.toHour());
                int more = dice.poisson(lines * RETURN_RATE * share * (event.factor() - 1));
                for (int i = 0; i < more && lines > 0; i++) {
                    takeBack(event.fromHour() * 3600 + dice.below((event.toHour() - event.fromHour()) * 3600));
                }
            }
        }
    }

    private void takeBack(int at) {
        int sale = dice.below(lines);
        if (demand.item(soldItems[sale]).weighed()) {
            return;
        }
        begin(store.registers() + 1, at);
        line.status = Status.COMPLETED;
        line.isReturn = true;
        item(soldItems[sale], -soldQuantities[sale]);
        tell();
    }

    private void begin(int register, int at) {
        second = at;
        text.clear();
        clock.write(at, text);
        line.soldAt = text.toArray();
        line.soldAtEpochSecond = clock.epochSecond(at);
        line.register = register;
        line.transaction = ++transactions[register];
        line.lineNumber = 0;
        double draw = dice.unit();
        line.payment = draw < 0.7 ? Payment.CARD : draw < 0.88 ? Payment.CASH : Payment.MOBILE;
        line.customer = dice.chance(0.4) ? 1 + dice.below(2500) + store.index() * 2000 : 0;
    }

    private void item(int k, long quantity) {
        ItemPlan item = demand.item(k);
        Region region = store.region();
        line.item = item;
        line.lineNumber++;
        line.voided = false;
        line.promotionId = demand.promotionId(k);
        line.amounts(
                quantity,
                demand.price(k),
                demand.pricePaid(k),
                item.shelf().food() ? region.foodTax() : region.otherTax(),
                !region.country().equals("US"));
    }

    private void tell() {
        int fileDay = day;
        for (Injected event : events) {
            if (event.kind() == Kind.DATA_LATE && event.covers(second / 3600)) {
                fileDay = event.deliveredDay();
            }
        }
        sink.line(line, fileDay);
    }
}

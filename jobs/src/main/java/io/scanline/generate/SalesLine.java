package io.scanline.generate;

/** One scanned line on its way to the log; one object is filled anew for each line. Amounts in hundredths, quantities in thousandths. */
final class SalesLine implements Cloneable {
    StorePlan store;
    long businessDay;
    byte[] soldAt;
    long soldAtEpochSecond;
    int register;
    int transaction;
    int lineNumber;
    Status status;
    boolean isReturn;
    boolean voided;
    ItemPlan item;
    long quantity;
    long unitPrice;
    long gross;
    long discount;
    long net;
    long tax;
    String promotionId;
    int customer;
    Payment payment;

    enum Status {
        COMPLETED,
        POST_VOIDED,
        CANCELLED,
        SUSPENDED,
        TRAINING
    }

    enum Payment {
        CARD,
        CASH,
        MOBILE
    }

    /** Sets quantity and amounts: gross = quantity x regular price, net = quantity x price paid, each rounded to the cent. */
    void amounts(long thousandths, long regularPrice, long pricePaid, double taxRate, boolean taxIncluded) {
        quantity = thousandths;
        unitPrice = regularPrice;
        gross = times(thousandths, regularPrice);
        net = times(thousandths, pricePaid);
        discount = gross - net;
        tax = Math.round(taxIncluded ? net * taxRate / (1 + taxRate) : net * taxRate);
    }

    private static long times(long thousandths, long hundredths) {
        return Math.round(thousandths * (double) hundredths / 1000.0);
    }

    long scanCode() {
        return item.weighed() ? Gtin.weighed(item.index(), Math.abs(quantity)) : item.gtin();
    }

    SalesLine copy() {
        try {
            return (SalesLine) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}

package io.scanline.ingest;

import static io.scanline.ingest.FixedPoint.NONE;

import io.scanline.table.SalesLines;

/** Gross, discount and net of one line, from two of the three, or from unit price and quantity. Values in ten-thousandths. */
final class Amounts {
    private static final long CENT = 100;

    private long gross;
    private long discount;
    private long net;

    /** Works out what is missing; records what cannot be, and amounts that contradict each other. */
    void complete(
            long statedGross,
            long statedDiscount,
            long statedNet,
            long unitPrice,
            long quantity,
            LineProblems problems) {
        gross = statedGross;
        discount = statedDiscount;
        net = statedNet;
        if (net != NONE && gross != NONE && discount != NONE) {
            compare(problems);
        } else if (net != NONE && gross != NONE) {
            discount = FixedPoint.minus(gross, net);
        } else if (net != NONE && discount != NONE) {
            gross = FixedPoint.minus(net, -discount);
        } else if (gross != NONE && discount != NONE) {
            net = FixedPoint.minus(gross, discount);
        } else {
            fromPrice(unitPrice, quantity);
        }
    }

    /** One amount at most is known: gross is what price times quantity gives, and what is left open in between is the discount. */
    private void fromPrice(long unitPrice, long quantity) {
        if (unitPrice == NONE || quantity == NONE) {
            return;
        }
        gross = gross == NONE ? FixedPoint.times(unitPrice, quantity) : gross;
        if (gross == NONE) {
            return;
        }
        if (net != NONE) {
            discount = FixedPoint.minus(gross, net);
        } else {
            discount = discount == NONE ? 0 : discount;
            net = FixedPoint.minus(gross, discount);
        }
    }

    private void compare(LineProblems problems) {
        long apart = Math.abs(gross - discount - net);
        if (apart > CENT) {
            problems.add(
                    Reasons.AMOUNTS_DISAGREE,
                    SalesLines.NET_AMOUNT,
                    "gross " + FixedPoint.text(gross) + " minus discount " + FixedPoint.text(discount) + " is "
                            + FixedPoint.text(gross - discount) + ", the line says " + FixedPoint.text(net));
        }
    }

    boolean known() {
        return gross != NONE && discount != NONE && net != NONE;
    }

    long gross() {
        return gross;
    }

    long discount() {
        return discount;
    }

    long net() {
        return net;
    }
}

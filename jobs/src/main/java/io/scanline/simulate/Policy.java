package io.scanline.simulate;

/** A rule for how much to order. Instances hold no state of the replay, so the same morning always gives the same need. */
interface Policy {
    /** Units to add to what is in stock and on order, before packs and limits; not above 0 for none. */
    double need(Morning now);
}

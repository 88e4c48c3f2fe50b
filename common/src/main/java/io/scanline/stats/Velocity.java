package io.scanline.simulate;

/** How fast an item sells, by its mean demand of a day over the thirteen weeks before its replay. */
enum Velocity {
    FAST(5),
    MEDIUM(1),
    SLOW(0);

    private final double least;

    Velocity(double least) {
        this.least = least;
    }

    static Velocity of(double unitsADay) {
        for (Velocity velocity : values()) {
            if (unitsADay >= velocity.least) {
                return velocity;
            }
        }
        return SLOW;
    }
}

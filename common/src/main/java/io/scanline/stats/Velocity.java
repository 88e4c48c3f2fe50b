package io.scanline.stats;

/** How fast an item of a store sells, by its mean demand of a day over the {@link #DAYS} days before. */
public enum Velocity {
    FAST(5),
    MEDIUM(1),
    SLOW(0);

    /** Thirteen weeks. */
    public static final int DAYS = 91;

    private final double least;

    Velocity(double least) {
        this.least = least;
    }

    public static Velocity of(double unitsADay) {
        for (Velocity velocity : values()) {
            if (unitsADay >= velocity.least) {
                return velocity;
            }
        }
        return SLOW;
    }
}

package io.scanline.forecast;

/**
 * The demand of a day on which stock was out for a part: what was sold, and what the hours without stock would have sold at the
 * day's rate.
 *
 * <p>Sales divided by the share in stock say too much: where sales themselves emptied the shelf, the moment at which that happened came
 * early because the day was good, and S sales until then foretell S / (S - 1) times too many (Girshick, Mosteller and Savage,
 * Annals of Mathematical Statistics 17, 1946). What was usual before knows nothing of that moment. So the rate of the day is gamma
 * distributed around the usual one, and sales are Poisson, whose likelihood does not depend on why counting stopped.
 */
final class Recovery {
    /** Below this share of a day in stock its sales say too little of its demand. */
    static final double LEAST_SHARE = 0.25;
    /** f in Var = m + f m^2, purchases: how days stray from what is usual; what {@link Dispersion} finds of items, by their sales. */
    private static final double DISPERSION = 0.5;

    private Recovery() {}

    /**
     * Units wanted, at least those sold; NaN where too little of the day was in stock.
     *
     * @param sold units while in stock, in so many {@code purchases}
     * @param share of the day's usual trade that fell into hours with stock, 0..1
     * @param usual units expected of the whole day, {@code evidence} the units that this was learned from; 0 where nothing is known
     */
    static double demand(double sold, long purchases, double share, double usual, double evidence) {
        if (share < LEAST_SHARE) {
            return Double.NaN;
        }
        if (share >= 1) {
            return sold;
        }
        if (usual <= 0 || evidence <= 0) {
            return sold / share;
        }
        double size = purchases > 0 && sold > 0 ? sold / purchases : 1;
        // of the gamma distribution, purchases: as many as would tell the rate as well
        double shape = 1 / (DISPERSION + size / evidence);
        double rate = (shape + sold / size) / (shape + usual / size * share);
        return sold + (1 - share) * usual * rate;
    }
}

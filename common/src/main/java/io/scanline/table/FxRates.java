package io.scanline.table;

/** Exchange rates. */
public final class FxRates {
    public static final String DATE = "date";
    public static final String FROM_CURRENCY = "from_currency";
    public static final String TO_CURRENCY = "to_currency";
    public static final String RATE = "rate";

    public static final Table TABLE = Table.named("fx_rates")
            .about("One row per day and pair of currencies.")
            .required(DATE, Types.DATE, "day of the rate")
            .required(FROM_CURRENCY, Types.STRING, "ISO 4217")
            .required(TO_CURRENCY, Types.STRING, "ISO 4217")
            .required(RATE, Types.FX_RATE, "units of to_currency for one of from_currency")
            .key(DATE, FROM_CURRENCY, TO_CURRENCY)
            .sortedBy(DATE, FROM_CURRENCY, TO_CURRENCY)
            .build();

    private FxRates() {}
}

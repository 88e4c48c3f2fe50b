package io.scanline.table;

/** Public holidays and other days that move trade. */
public final class Holidays {
    public static final String COUNTRY = "country";
    public static final String REGION = "region";
    public static final String DATE = "date";
    public static final String CODE = "code";
    public static final String NAME = "name";

    public static final Table TABLE = Table.named("holidays")
            .about("One row per country, region (or *), date and code.")
            .required(COUNTRY, Types.STRING, "ISO 3166-1 alpha-2")
            .required(REGION, Types.STRING, "region, or * for the whole country")
            .required(DATE, Types.DATE, "the day")
            .required(CODE, Types.STRING, "the same for the same holiday in every year")
            .optional(NAME, Types.STRING, "name for people")
            .key(COUNTRY, REGION, DATE, CODE)
            .sortedBy(COUNTRY, REGION, DATE, CODE)
            .build();

    private Holidays() {}
}

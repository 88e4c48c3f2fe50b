package io.scanline.generate;

import io.scanline.generate.Dice.Purpose;
import java.util.List;

/** Daily exchange rates that wander slowly around a usual level and agree with each other across pairs. */
final class ExchangeRates {
    private ExchangeRates() {}

    static List<String> currencies(List<Region> regions) {
        return regions.stream().map(Region::currency).distinct().sorted().toList();
    }

    /** Units of one currency for one of another on a day. */
    static double rate(long seed, String from, String to, int day) {
        return perEuro(seed, to, day) / perEuro(seed, from, day);
    }

    private static double perEuro(long seed, String currency, int day) {
        double usual =
                switch (currency) {
                    case "EUR" -> 1;
                    case "GBP" -> 0.86;
                    case "USD" -> 1.09;
                    case "AUD" -> 1.64;
                    case "INR" -> 91;
                    default -> throw new IllegalArgumentException("no rate for " + currency);
                };
        if (usual == 1) {
            return 1;
        }
        double phase = Dice.unit(seed, Purpose.RATES, currency.hashCode()) * 2 * Math.PI;
        double noise = Dice.unit(seed, Purpose.RATES, currency.hashCode(), day) - 0.5;
        double wander = 0.03 * Math.sin(day / 41.0 + phase) + 0.01 * Math.sin(day / 9.0 + 2 * phase) + 0.006 * noise;
        return usual * Math.exp(wander);
    }
}

package io.scanline.table;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every table of the lake, in the order in which data flows through them. */
public final class Tables {
    /** Tables that the chain's own systems fill, loaded by {@code ingest --dataset}. */
    public static final List<Table> REFERENCE = List.of(
            Stores.TABLE,
            StoreClosures.TABLE,
            Products.TABLE,
            SupplyTerms.TABLE,
            StockPositions.TABLE,
            OpenOrders.TABLE,
            Holidays.TABLE,
            LocalEvents.TABLE,
            Promotions.TABLE,
            Prices.TABLE,
            FxRates.TABLE,
            EventFeedback.TABLE,
            ProposalDecisions.TABLE);

    /** Tables that the jobs write. */
    public static final List<Table> COMPUTED = List.of(
            SalesLines.TABLE,
            QuarantinedLines.TABLE,
            Corrections.TABLE,
            IngestFiles.TABLE,
            Runs.TABLE,
            HourlySales.TABLE,
            TrendComparisons.TABLE,
            GrowthBridges.TABLE,
            UnusualEvents.TABLE,
            DemandHistory.TABLE,
            Forecasts.TABLE,
            ForecastModels.TABLE,
            ForecastScores.TABLE,
            ReorderProposals.TABLE,
            DecisionScores.TABLE,
            PolicyScores.TABLE,
            ScaleRuns.TABLE);

    private Tables() {}

    public static List<Table> all() {
        return Stream.concat(REFERENCE.stream(), COMPUTED.stream()).toList();
    }

    public static Optional<Table> named(String name) {
        return all().stream().filter(table -> table.name().equals(name)).findFirst();
    }
}

package io.scanline.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The layout with which each batch was loaded, as the lake keeps it in the batch's plan. */
final class Layouts {
    private final Lake lake;
    private final Optional<String> profile;
    private final Map<Long, Layout> byBatch = new HashMap<>();
    private final Map<String, Layout> byText = new HashMap<>();

    /** @param profile place of the profile of batches whose plan is gone; empty: these have the contract's own layout */
    Layouts(Lake lake, Optional<String> profile) {
        this.lake = lake;
        this.profile = profile;
    }

    Layout of(long batch) {
        return byBatch.computeIfAbsent(batch, this::find);
    }

    /** Fields that were not read from the lines, because a profile makes them by more than {@link ColumnText} follows. */
    List<String> fieldsNotFollowed() {
        Set<String> fields = new TreeSet<>();
        byBatch.values().forEach(layout -> fields.addAll(layout.unknown()));
        if (RawSale.AMOUNTS.stream().anyMatch(fields::contains)) {
            fields.add(SalesLines.NET_AMOUNT);
        }
        fields.remove(SalesLines.CUSTOMER_ID);
        return List.copyOf(fields);
    }

    private Layout find(long batch) {
        Location plan = lake.batchPlan(batch);
        Optional<String> text = text(plan);
        if (text.isPresent()) {
            return planned(plan, text.get());
        }
        return profile.map(place -> profile(
                        place,
                        text(Location.of(place))
                                .orElseThrow(() -> ScanlineException.usage(
                                        "The profile " + place + " does not exist.",
                                        "Give --profile the file with which the lake was loaded."))))
                .orElseGet(Layout::contract);
    }

    private Layout planned(Location plan, String text) {
        try {
            JsonNode profileText = new ObjectMapper().readTree(text).path("profileText");
            return profileText.isTextual() ? profile(plan.toString(), profileText.asText()) : Layout.contract();
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "The plan " + plan + " cannot be read: " + e.getMessage(),
                    "Restore it, or take it away and give --profile.",
                    e);
        }
    }

    private Layout profile(String origin, String yaml) {
        return byText.computeIfAbsent(yaml, text -> Layout.profile(origin, text));
    }

    private Optional<String> text(Location place) {
        try (InputStream in = place.fileSystem(lake.spark().sparkContext().hadoopConfiguration())
                .open(place.path())) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw ScanlineException.storage(
                    place + " cannot be read: " + e.getMessage(), "Check the storage (scanline doctor).", e);
        }
    }
}

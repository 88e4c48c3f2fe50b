package io.scanline.ingest;

import io.scanline.spark.Result;
import java.util.List;
import java.util.stream.Collectors;

/** What a load of reference tables did, table by table. */
public record ReferenceIngestResults(List<ReferenceIngestResult> tables) implements Result {
    @Override
    public String summary() {
        return tables.stream().map(ReferenceIngestResult::summary).collect(Collectors.joining("\n"));
    }
}

package io.scanline.verify;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a recount has seen so far, over all files. */
final class Totals {
    private final Map<LinePlace, Long> lines = new EnumMap<>(LinePlace.class);
    private BigDecimal netOfFiles = BigDecimal.ZERO.setScale(RawSale.SCALE);
    private BigDecimal netOfLake = BigDecimal.ZERO.setScale(RawSale.SCALE);
    private long valuesChecked;
    private long valuesNotChecked;
    private long filesChecked;
    private long filesMissing;
    private long linesOfMissing;

    void add(LinePlace place, long count) {
        if (count > 0) {
            lines.merge(place, count, Long::sum);
        }
    }

    /** A row whose net amount both sides know. */
    void net(BigDecimal raw, BigDecimal lake) {
        netOfFiles = netOfFiles.add(raw);
        netOfLake = netOfLake.add(lake);
    }

    void values(boolean checked) {
        valuesChecked += checked ? 1 : 0;
        valuesNotChecked += checked ? 0 : 1;
    }

    void checked() {
        filesChecked++;
    }

    void missing(LedgerFile file) {
        filesMissing++;
        linesOfMissing += file.total();
    }

    long of(LinePlace place) {
        return lines.getOrDefault(place, 0L);
    }

    VerifyResult result(long copies, long copiesMissing, List<String> fieldsNotChecked, Findings findings) {
        return new VerifyResult(
                filesChecked,
                filesMissing,
                linesOfMissing,
                copies,
                copiesMissing,
                lines.values().stream().mapToLong(Long::longValue).sum(),
                of(LinePlace.HEADER),
                of(LinePlace.BLANK),
                of(LinePlace.ACCEPTED),
                of(LinePlace.CORRECTED),
                of(LinePlace.DUPLICATE),
                of(LinePlace.SUPERSEDED),
                of(LinePlace.QUARANTINED),
                of(LinePlace.LET_GO),
                of(LinePlace.NOWHERE),
                netOfFiles,
                netOfLake,
                valuesChecked,
                valuesNotChecked,
                fieldsNotChecked,
                findings.count(),
                findings.first().orElse(null));
    }
}

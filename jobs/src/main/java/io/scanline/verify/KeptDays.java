package io.scanline.verify;

import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;

/**
 * Business days that the lake keeps. A raw line does not tell its store's clock, so a line that states no business day may have
 * been let go where the earliest day that it can be on was.
 *
 * @param since first day that is kept; null where none was let go
 */
record KeptDays(LocalDate since) {
    static KeptDays of(Lake lake) {
        return new KeptDays(lake.keptSince(SalesLines.TABLE).orElse(null));
    }

    /** Whether the line may be on a day that was let go. */
    boolean mayHaveLetGo(RawSale sale, LedgerFile file) {
        if (since == null) {
            return false;
        }
        String stated = sale.text(SalesLines.BUSINESS_DATE);
        Temporal soldAt = sale.soldAt();
        try {
            if (stated != null) {
                return LocalDate.parse(stated).isBefore(since);
            }
        } catch (DateTimeException e) {
            return false; // no day, so the line was never a row
        }
        if (soldAt instanceof LocalDateTime local) {
            return local.toLocalDate().minusDays(1).isBefore(since);
        }
        return soldAt instanceof OffsetDateTime utc
                ? utc.toLocalDate().minusDays(2).isBefore(since)
                : mayHaveLetGo(file);
    }

    /** Whether lines of the file may be on a day that was let go; one that gave no row of its own does not say its days. */
    boolean mayHaveLetGo(LedgerFile file) {
        return since != null && (file.firstDay() == null || file.firstDay().isBefore(since));
    }
}

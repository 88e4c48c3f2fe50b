package io.scanline.ingest;

import io.scanline.config.CustomerKey;
import io.scanline.spark.Result;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where every file and every line went. lines = header + blank + accepted + duplicate + corrected + quarantined.
 *
 * @param batches numbers of the batches published, the first of them perhaps one that had broken off; none where there was nothing new
 * @param filesReplaced files read again with another content, or because they share lines with such a file
 * @param filesOutOfReach files that share lines with a replaced one and are no longer where they were loaded from
 * @param filesUnchanged files that the ledger knows, not read again
 * @param filesDuplicate files whose content was loaded under another name or time
 * @param filesSettling files that changed so shortly before the run that they may still be written; left to the next
 * @param reasons reason to lines quarantined for it; a line may have several
 * @param netAmount sum over all lines that could be read, currencies mixed: a check sum
 * @param firstBusinessDate of accepted lines; null where there are none
 * @param wrongCheckDigits accepted lines whose scan code has a wrong check digit
 * @param unknownItems accepted lines whose item is not in products; 0 where the lake has no products
 * @param customersDropped lines whose customer was not stored for want of a key
 */
public record IngestResult(
        List<Long> batches,
        long filesLoaded,
        long filesReplaced,
        long filesOutOfReach,
        long filesDuplicate,
        long filesUnchanged,
        long filesSettling,
        long lines,
        long header,
        long blank,
        long accepted,
        long duplicate,
        long corrected,
        long quarantined,
        Map<String, Long> reasons,
        BigDecimal netAmount,
        LocalDate firstBusinessDate,
        LocalDate lastBusinessDate,
        long storesRegistered,
        long productsRegistered,
        long wrongCheckDigits,
        long unknownItems,
        long customersDropped,
        boolean dryRun)
        implements Result {
    static IngestResult nothing(long filesUnchanged, long filesSettling, boolean dryRun) {
        return new IngestResult(
                List.of(),
                0,
                0,
                0,
                0,
                filesUnchanged,
                filesSettling,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                BigDecimal.ZERO,
                null,
                null,
                0,
                0,
                0,
                0,
                0,
                dryRun);
    }

    /** This batch and the one after it, as one load; what is unchanged is what the later one found so. */
    IngestResult and(IngestResult later) {
        Map<String, Long> allReasons = new TreeMap<>(reasons);
        later.reasons.forEach((reason, count) -> allReasons.merge(reason, count, Long::sum));
        return new IngestResult(
                Stream.concat(batches.stream(), later.batches.stream()).toList(),
                filesLoaded + later.filesLoaded,
                filesReplaced + later.filesReplaced,
                filesOutOfReach + later.filesOutOfReach,
                filesDuplicate + later.filesDuplicate,
                later.filesUnchanged,
                filesSettling + later.filesSettling,
                lines + later.lines,
                header + later.header,
                blank + later.blank,
                accepted + later.accepted,
                duplicate + later.duplicate,
                corrected + later.corrected,
                quarantined + later.quarantined,
                allReasons,
                netAmount.add(later.netAmount),
                extreme(firstBusinessDate, later.firstBusinessDate, BinaryOperator.minBy(Comparator.naturalOrder())),
                extreme(lastBusinessDate, later.lastBusinessDate, BinaryOperator.maxBy(Comparator.naturalOrder())),
                storesRegistered + later.storesRegistered,
                productsRegistered + later.productsRegistered,
                wrongCheckDigits + later.wrongCheckDigits,
                unknownItems + later.unknownItems,
                customersDropped + later.customersDropped,
                later.dryRun);
    }

    private static LocalDate extreme(LocalDate a, LocalDate b, BinaryOperator<LocalDate> choice) {
        return Stream.of(Optional.ofNullable(a), Optional.ofNullable(b))
                .flatMap(Optional::stream)
                .reduce(choice)
                .orElse(null);
    }

    @Override
    public String summary() {
        if (filesLoaded + filesDuplicate == 0) {
            return "Nothing new: " + count(filesUnchanged, "file") + " known already." + settling();
        }
        StringBuilder text = new StringBuilder(dryRun ? "Would take in " : "Took in ")
                .append(count(filesLoaded, "file"))
                .append(" with ")
                .append(count(lines, "line"))
                .append(
                        firstBusinessDate == null
                                ? "."
                                : ", business days " + firstBusinessDate + " to " + lastBusinessDate + ".")
                .append(String.format(
                        Locale.ROOT,
                        "%n%,d accepted + %,d duplicate + %,d corrected + %,d quarantined + %,d header + %,d blank = %,d.",
                        accepted,
                        duplicate,
                        corrected,
                        quarantined,
                        header,
                        blank,
                        lines));
        if (filesReplaced > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%s of them read again: what was loaded of them before has left the lake.",
                    count(filesReplaced, "file")));
        }
        if (filesDuplicate + filesUnchanged > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%,d more known under another name, %,d unchanged.",
                    filesDuplicate,
                    filesUnchanged));
        }
        if (!reasons.isEmpty()) {
            text.append("\nQuarantined: ")
                    .append(reasons.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + String.format(Locale.ROOT, "%,d", entry.getValue()))
                            .collect(Collectors.joining(", ")))
                    .append("; see quarantined_lines.");
        }
        text.append(settling());
        warnings(text);
        return text.toString();
    }

    private String settling() {
        return filesSettling == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%n%s changed too shortly before this run and may still be written: left to the next.",
                        count(filesSettling, "file"));
    }

    private void warnings(StringBuilder text) {
        if (filesOutOfReach > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nWarning: %s that may share lines with them changed or moved since; ingest from there too.",
                    count(filesOutOfReach, "file")));
        }
        if (storesRegistered + productsRegistered > 0) {
            text.append(String.format(
                    Locale.ROOT, "%nRegistered %,d stores and %,d products.", storesRegistered, productsRegistered));
        }
        if (wrongCheckDigits + unknownItems > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nWarnings: %,d scan codes with a wrong check digit, %,d lines of unknown items.",
                    wrongCheckDigits,
                    unknownItems));
        }
        if (customersDropped > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nCustomers of %,d lines were not stored: %s is not set.",
                    customersDropped,
                    CustomerKey.VARIABLE));
        }
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }
}

package io.scanline.verify;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Result;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a recount found.
 *
 * @param filesChecked loaded files that were read again
 * @param filesMissing loaded files that are not where they were; no difference of the lake
 * @param linesOfMissing lines of these, by the ledger
 * @param copies files that the ledger has as copies of others
 * @param copiesMissing those of them that are not there any more
 * @param lines lines of the files that were read again: the sum of the nine that follow
 * @param superseded accepted lines that a newer message replaced since
 * @param letGo lines without a row whose business day, or one that it may be, was let go
 * @param nowhere lines of which the lake has nothing
 * @param netAmountFiles sum of the net amounts of rows by the raw files, currencies mixed: a check sum
 * @param netAmountLake the same rows' sum by sales_lines
 * @param valuesChecked rows whose values were compared
 * @param valuesNotChecked rows of which only the place was: Parquet, or a profile that has no plain column
 * @param fieldsNotChecked fields that were not compared, because a profile makes them by expressions
 * @param differences places where lake and files differ
 * @param first the first of them by file and line; null for none
 */
public record VerifyResult(
        long filesChecked,
        long filesMissing,
        long linesOfMissing,
        long copies,
        long copiesMissing,
        long lines,
        long header,
        long blank,
        long accepted,
        long corrected,
        long duplicate,
        long superseded,
        long quarantined,
        long letGo,
        long nowhere,
        BigDecimal netAmountFiles,
        BigDecimal netAmountLake,
        long valuesChecked,
        long valuesNotChecked,
        List<String> fieldsNotChecked,
        long differences,
        Difference first)
        implements Result {

    @Override
    public String summary() {
        List<String> said = new ArrayList<>();
        said.add(String.format(Locale.ROOT, "Recounted %,d lines of %,d files", lines, filesChecked)
                + (copies == 0 ? "" : String.format(Locale.ROOT, " and %,d copies", copies))
                + (filesMissing + copiesMissing == 0 ? "" : missing()));
        said.add(String.format(
                Locale.ROOT,
                "lines: %,d header, %,d blank, %,d accepted, %,d corrected, %,d duplicate, %,d replaced by newer, %,d quarantined, %s%,d nowhere",
                header,
                blank,
                accepted,
                corrected,
                duplicate,
                superseded,
                quarantined,
                letGo == 0 ? "" : String.format(Locale.ROOT, "%,d let go, ", letGo),
                nowhere));
        said.add(String.format(
                Locale.ROOT,
                "values compared in %,d rows, not in %,d; net amount %s in the files, %s in the lake",
                valuesChecked,
                valuesNotChecked,
                netAmountFiles.toPlainString(),
                netAmountLake.toPlainString()));
        if (!fieldsNotChecked.isEmpty()) {
            said.add("not compared, because the profile's expressions make them: "
                    + String.join(", ", fieldsNotChecked));
        }
        said.add(first == null ? "No difference." : String.format(Locale.ROOT, "%,d differences.", differences));
        return String.join("\n  ", said);
    }

    /** The refusal with which a run ends that found a difference. */
    public ScanlineException refusal() {
        return first.refusal(differences);
    }

    private String missing() {
        return String.format(
                Locale.ROOT,
                "; %,d files with %,d lines and %,d copies are not there any more",
                filesMissing,
                linesOfMissing,
                copiesMissing);
    }
}

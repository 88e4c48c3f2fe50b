package io.scanline.ingest;

import io.scanline.config.ScanlineException;
import io.scanline.table.Table;
import io.scanline.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * What to load into a reference table.
 *
 * @param table the reference table
 * @param source file, folder or glob
 * @param profile how the files are laid out
 * @param maxRejected share of rows, 0..1, above which nothing is loaded
 */
public record ReferenceOptions(Table table, String source, SourceProfile profile, double maxRejected) {
    public ReferenceOptions {
        if (!(maxRejected >= 0 && maxRejected <= 1)) {
            throw ScanlineException.usage(
                    "--max-rejected " + maxRejected + " is not a share.", "Give a number from 0 (none) to 1 (all).");
        }
    }

    /**
     * Options as text gives them.
     *
     * @param dataset name of a reference table
     * @param profile file that describes the layout; null for the contract's own
     * @throws ScanlineException usage error where the table is not known or the profile cannot be used
     */
    public static ReferenceOptions of(String dataset, String source, String profile, double maxRejected) {
        Table table = Tables.REFERENCE.stream()
                .filter(reference -> reference.name().equals(dataset))
                .findFirst()
                .orElseThrow(() -> ScanlineException.usage(
                        "--dataset " + dataset + " is not known.",
                        "Give sales, or one of "
                                + Tables.REFERENCE.stream().map(Table::name).collect(Collectors.joining(", ")) + "."));
        return new ReferenceOptions(table, source, profileOf(profile, Fields.of(table)), maxRejected);
    }

    private static SourceProfile profileOf(String file, Fields fields) {
        if (file == null) {
            return SourceProfile.contractLayout();
        }
        try {
            return ProfileReader.read(file, Files.readString(Path.of(file)), fields);
        } catch (NoSuchFileException e) {
            throw ScanlineException.usage(
                    "The profile " + file + " does not exist.", "Check --profile; data-samples/profiles has examples.");
        } catch (IOException e) {
            throw ScanlineException.usage(
                    "The profile " + file + " cannot be read: " + e.getMessage(), "It must be a text file in UTF-8.");
        }
    }
}

package io.scanline.forecast;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads LightGBM's native code from a folder of this process alone. Left to itself the library unpacks it under one name for all
 * processes of the machine, over what another one runs from: that one, an executor beside this one, dies of it.
 */
final class NativeTrees {
    private static final String FOLDER_OF_TEMPORARY_FILES = "java.io.tmpdir";

    private static boolean loaded;

    private NativeTrees() {}

    /** Call it before any class of the library is touched: the first one unpacks. Does nothing the second time. */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        String usual = System.getProperty(FOLDER_OF_TEMPORARY_FILES);
        try {
            Path own = Files.createTempDirectory("scanline-lightgbm-");
            own.toFile().deleteOnExit();
            // the library asks for this property when it unpacks, and only then
            System.setProperty(FOLDER_OF_TEMPORARY_FILES, own.toString());
            LGBMBooster.loadNative();
            loaded = true;
            deleteOnExit(own);
        } catch (IOException e) {
            throw new UncheckedIOException("LightGBM could not be unpacked in " + usual, e);
        } finally {
            System.setProperty(FOLDER_OF_TEMPORARY_FILES, usual);
        }
    }

    private static void deleteOnExit(Path folder) {
        File[] unpacked = folder.toFile().listFiles();
        for (File file : unpacked == null ? new File[0] : unpacked) {
            file.deleteOnExit();
        }
    }
}

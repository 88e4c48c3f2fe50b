package io.scanline.storage;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FsConstants;

/** {@link LocalDisk} for Hadoop's second interface, by which Delta commits. */
public final class LocalDiskContext extends ChecksumFs {
    /** The constructor that Hadoop looks for. */
    public LocalDiskContext(URI uri, Configuration settings) throws IOException, URISyntaxException {
        super(new Raw(settings));
    }

    private static final class Raw extends DelegateToFileSystem {
        Raw(Configuration settings) throws IOException, URISyntaxException {
            super(FsConstants.LOCAL_FS_URI, new LocalDisk.Raw(), settings, FsConstants.LOCAL_FS_URI.getScheme(), false);
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }

        @Override
        public boolean isValidName(String name) {
            return true;
        }
    }
}

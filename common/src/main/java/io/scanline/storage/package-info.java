/** Where bytes are: locations on the local disk or S3, the S3 settings, Hadoop's local disk without processes of its own, and the lease that keeps a lake to one writer. Of the lake it reads and writes the lease file only. */
package io.scanline.storage;

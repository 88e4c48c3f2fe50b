/** Where bytes are: locations on the local disk or S3, the S3 settings, and the lease that keeps a lake to one writer. Reads and writes the lease file only. */
package io.scanline.storage;

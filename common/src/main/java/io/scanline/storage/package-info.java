/** Where bytes are: locations on the local disk or S3, the S3 settings, Hadoop's local disk without processes of its own, Delta's log on S3, and the lease that keeps a lake to one writer. */
package io.scanline.storage;

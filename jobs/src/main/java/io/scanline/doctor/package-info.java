/**
 * Looks at the machine and the lake's storage before a run does, and says what to mend. Reads versions, memory, disks and
 * clocks; writes one small file to the lake's storage and deletes it.
 */
package io.scanline.doctor;

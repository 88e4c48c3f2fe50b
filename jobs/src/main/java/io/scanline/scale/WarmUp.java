package io.scanline.scale;

/** What comes before the runs that count. */
public enum WarmUp {
    NONE,
    /** One run, after which the machine has read the files once. */
    FIRST_RUN,
    /** In every application its own command, on a lake of its own, after which code is compiled as well. */
    EVERY_APPLICATION
}

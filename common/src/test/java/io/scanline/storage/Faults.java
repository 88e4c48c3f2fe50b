package io.scanline.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What one process changes on a {@link FaultyDisk}, in order, and which of its changes goes wrong. */
public final class Faults {
    /** How a change goes wrong; what comes after it works. */
    public enum Kind {
        /** It is not made, or half of it is. */
        FAILURE,
        /** It is made and reported as failed. */
        LOST_REPLY
    }

    /** A change: its name and the file or folder. */
    public record Change(String what, String file) {
        @Override
        public String toString() {
            return what + " " + file;
        }
    }

    /** Work on the disk below. */
    @FunctionalInterface
    interface Work<T> {
        T on() throws IOException;
    }

    /** The part of a change that is made where it fails. */
    @FunctionalInterface
    interface Half {
        Half NOTHING = () -> {};

        void on() throws IOException;
    }

    /** Called in the midst of every change, while no other is made: the disk is as a process that dies there leaves it. */
    @FunctionalInterface
    public interface Witness {
        void amid(int number) throws IOException;
    }

    private final int number;
    private final Kind kind;
    private final Witness witness;
    private final List<Change> changes = new ArrayList<>();
    private long looks;
    private boolean ended;

    private Faults(int number, Kind kind, Witness witness) {
        this.number = number;
        this.kind = kind;
        this.witness = witness;
    }

    public static Faults none(Witness witness) {
        return new Faults(0, null, witness);
    }

    /** @param number of the change that goes wrong, from 1 */
    public static Faults at(int number, Kind kind) {
        return new Faults(number, kind, change -> {});
    }

    /** The changes asked for, in order, the failed one too. */
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    /** How often something was read or listed. */
    public synchronized long looks() {
        return looks;
    }

    /** Whether the fault came. */
    public synchronized boolean happened() {
        return changes.size() >= number;
    }

    /** The process is gone: what a task of it still asks for is refused. */
    public synchronized void end() {
        ended = true;
    }

    synchronized void look() throws IOException {
        requireAlive();
        looks++;
    }

    /**
     * Makes a change, or does not.
     *
     * @param half what is made of it where it fails
     * @param rest what is made of it afterwards where it does not
     */
    synchronized <T> T change(String what, String file, Half half, Work<T> rest) throws IOException {
        requireAlive();
        changes.add(new Change(what, file));
        boolean hit = changes.size() == number;
        half.on();
        witness.amid(changes.size());
        if (hit && kind == Kind.FAILURE) {
            throw new IOException(what + " of " + file + " failed, as told");
        }
        T done = rest.on();
        if (hit) {
            throw new IOException("the reply to " + what + " of " + file + " is lost, as told");
        }
        return done;
    }

    private void requireAlive() throws IOException {
        if (ended) {
            throw new IOException("the process is gone");
        }
    }
}

package io.scanline.scale;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A process that does not outlive this one, however this one ends short of being killed. */
final class OwnProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final Thread atExit;

    private OwnProcess(Process process) {
        this.process = process;
        this.atExit = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static OwnProcess start(ProcessBuilder command) throws IOException {
        return new OwnProcess(command.start());
    }

    Process process() {
        return process;
    }

    /** Asks the process to end, without waiting. */
    void stop() {
        process.destroy();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // the hook is what runs now
        }
    }
}

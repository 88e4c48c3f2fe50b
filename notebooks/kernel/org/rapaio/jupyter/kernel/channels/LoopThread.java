package org.rapaio.jupyter.kernel.channels;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stands before the kernel's own class of this name (3.0.1 to 3.0.4), whose thread ends at once where it runs before it is said
 * to run, and ends for good where a message comes before its handlers are there. Either way Jupyter waits for a kernel that
 * never answers. Here a loop goes on until it is shut down; what was asked too early is asked again by the client.
 */
public final class LoopThread extends Thread {
    private static final Logger LOGGER = Logger.getLogger(LoopThread.class.getName());

    private final long pauseMillis;
    private final Runnable body;
    private volatile boolean ended;

    public LoopThread(String name, long pauseMillis, Runnable body) {
        super(name);
        this.pauseMillis = pauseMillis;
        this.body = body;
    }

    @Override
    public void run() {
        while (!ended) {
            try {
                body.run();
                Thread.sleep(pauseMillis);
            } catch (InterruptedException e) {
                ended = true;
            } catch (RuntimeException e) {
                LOGGER.log(Level.FINE, "A message was not handled", e);
                pauseAfterFailure();
            }
        }
    }

    private void pauseAfterFailure() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            ended = true;
        }
    }

    public void shutdown() {
        ended = true;
    }
}

package io.scanline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    @Test
    void partsRunAtTheSameTime() {
        CountDownLatch bothBegan = new CountDownLatch(2);
        try (SideBySide parts = new SideBySide()) {
            SideBySide.Part<String> left = parts.begin(() -> met(bothBegan, "left"));
            SideBySide.Part<String> right = parts.begin(() -> met(bothBegan, "right"));
            assertThat(left.outcome() + right.outcome()).isEqualTo("leftright");
        }
    }

    @Test
    void aPartThatFailsFailsWhereItIsAskedFor() {
        try (SideBySide parts = new SideBySide()) {
            SideBySide.Part<String> broken = parts.begin(() -> {
                throw new IllegalArgumentException("no such table");
            });
            assertThatThrownBy(broken::outcome)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no such table");
        }
    }

    @Test
    void closingWaitsForThePartsThatNobodyAskedFor() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        assertThatThrownBy(() -> {
                    try (SideBySide parts = new SideBySide()) {
                        parts.begin(() -> {
                            await(mayEnd);
                            ended.set(true);
                            return null;
                        });
                        mayEnd.countDown();
                        throw new IllegalStateException("another part failed");
                    }
                })
                .hasMessage("another part failed");
        assertThat(ended).isTrue();
    }

    private static String met(CountDownLatch others, String name) {
        others.countDown();
        await(others);
        return name;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.scanline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaintainCommandTest {
    @Test
    void readsTheCustomerFromStandardInputWhereAskedTo() {
        assertThat(customer("C77", "C78\n")).isEqualTo("C77");
        assertThat(customer("-", "C78\nC79\n")).isEqualTo("C78");
        assertThat(customer("-", "")).isEmpty();
    }

    @Test
    void refusesWhatItCannotDoBeforeSparkStarts() {
        refuses("--vacuum-hours 24 is less than seven days", "--vacuum-hours=24");
        refuses("is not kept by day", "--keep", "hourly_sales=30");
        refuses("it has no --from and --to", "--from", "2024-03-01");
        refuses("Run maintain once for each", "--erase-customer", "C77", "--keep", "sales_lines=30");
    }

    private static String customer(String given, String input) {
        return MaintainCommand.customer(given, new ByteArrayInputStream(input.getBytes(UTF_8)));
    }

    private static void refuses(String message, String... options) {
        String[] words = new String[options.length + 1];
        words[0] = "maintain";
        System.arraycopy(options, 0, words, 1, options.length);
        Launcher.Ended ended = Commands.run(Map.of(), words);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains(message);
    }
}

package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandReferenceTest {
    private static final String GENERATED =
            "<!-- From here on this page is written from the command line: mvn test -Dfast -pl common,jobs -am -Dtest=CommandReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dscanline.rewrite=true -->\n\n";

    @Test
    void theReadmeIsTheCommandLine() throws IOException {
        Path readme = Launcher.PROJECT.resolve("jobs/README.md");
        String page = Files.readString(readme);
        int generated = page.indexOf(GENERATED);
        String byHand = generated < 0 ? page + "\n" : page.substring(0, generated);
        String expected = byHand + GENERATED + CommandReference.markdown();
        if (Boolean.getBoolean("scanline.rewrite")) {
            Files.writeString(readme, expected);
            return;
        }
        assertThat(page)
                .as("jobs/README.md; -Dscanline.rewrite=true writes it anew")
                .isEqualTo(expected);
    }

    @Test
    void theReferenceHasEveryCommandAndLeavesNoPlaceholder() {
        String page = CommandReference.markdown();
        new CommandLine(new Scanline()).getSubcommands().keySet().forEach(name -> assertThat(page)
                .contains("\n## " + name + "\n"));
        assertThat(page).contains("\n## verify explain-line\n").doesNotContain("${");
    }

    @Test
    void theShellCompletesCommandsAndOptions() {
        String script =
                Commands.run(Map.of(), "generate-completion").succeeded().out();
        assertThat(script)
                .contains("complete -F _complete_scanline")
                .contains("summarize")
                .contains("--require-done");
    }
}

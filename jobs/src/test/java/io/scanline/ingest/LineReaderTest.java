package io.scanline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void endsLinesAtLineFeedReturnAndBoth() throws IOException {
        assertThat(lines("a\nb\r\nc\rd", false)).containsExactly("a", "b", "c", "d");
        assertThat(lines("a\n\n\r\n\r\rb\n", false)).containsExactly("a", "", "", "", "", "b");
        assertThat(lines("", false)).isEmpty();
    }

    @Test
    void keepsBreaksInsideQuotesOnlyWhenAsked() throws IOException {
        assertThat(lines("1,\"x\ny\"\n2,z\n", true)).containsExactly("1,\"x\ny\"", "2,z");
        assertThat(lines("1,\"x\ny\"\n2,z\n", false)).containsExactly("1,\"x", "y\"", "2,z");
    }

    @Test
    void keepsTheBeginningOfALineThatIsTooLongAndReadsOnBehindIt() throws IOException {
        String endless = "x".repeat(700_000);
        LineReader reader = reader("a\n" + endless + "\r\nb\n" + "y".repeat(LineReader.LONGEST) + "\nc");

        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.tooLong()).isTrue();
        assertThat(text(reader)).isEqualTo("x".repeat(LineReader.LONGEST));
        assertThat(reader.next()).isTrue();
        assertThat(text(reader)).isEqualTo("b");
        assertThat(reader.next()).isTrue();
        assertThat(reader.tooLong()).as("exactly 64 KiB is taken in").isFalse();
        assertThat(reader.length()).isEqualTo(LineReader.LONGEST);
        assertThat(reader.next()).isTrue();
        assertThat(text(reader)).isEqualTo("c");
        assertThat(reader.next()).isFalse();
    }

    @Test
    void seesWhatIsBehindABeginningOfSpaces() throws IOException {
        String spaces = " ".repeat(200_000);
        LineReader reader = reader(spaces + "x\n" + spaces + "\n");

        assertThat(reader.next()).isTrue();
        assertThat(reader.blank()).isFalse();
        assertThat(reader.tooLong()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.blank()).isTrue();
    }

    @Test
    void countsAsTheByteCounterDoesWhateverTheBuffersHold() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                text.append("ab \t\r\n\r\n\",".charAt(random.nextInt(10)));
            }
            boolean quotedBreaks = random.nextBoolean();
            byte[] bytes = text.toString().getBytes(UTF_8);
            LineReader reader = new LineReader(new Drip(bytes), Long.MAX_VALUE, (byte) '"', quotedBreaks);
            long lines = 0;
            long blank = 0;
            while (reader.next()) {
                lines++;
                blank += reader.blank() ? 1 : 0;
            }
            LineCounter counter = new LineCounter(
                    new SourceFile("x.csv", bytes.length, 0),
                    new ReaderOptions(true, ',', '"', "UTF-8", quotedBreaks),
                    Format.CSV);
            for (byte b : bytes) {
                counter.add(new byte[] {b}, 1);
            }
            counter.finish();

            assertThat(lines).as("%s", text).isEqualTo(counter.lines());
            assertThat(blank).as("%s", text).isEqualTo(counter.blank());
        }
    }

    private static List<String> lines(String text, boolean quotedBreaks) throws IOException {
        LineReader reader = new LineReader(new Drip(text.getBytes(UTF_8)), Long.MAX_VALUE, (byte) '"', quotedBreaks);
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(text(reader));
        }
        return lines;
    }

    private static LineReader reader(String text) {
        return new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), Long.MAX_VALUE, (byte) '"', false);
    }

    private static String text(LineReader reader) {
        return new String(reader.bytes(), reader.start(), reader.length(), UTF_8);
    }

    /** Gives one byte at a time: every line break falls between two reads once. */
    private static final class Drip extends FilterInputStream {
        Drip(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            InputStream one = in;
            return one.read(into, offset, Math.min(1, length));
        }
    }
}

package io.scanline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CsvFieldsTest {
    @Test
    void splitsAtSeparatorsOutsideQuotes() {
        assertThat(fields("a,b,c")).containsExactly("a", "b", "c");
        assertThat(fields("a,,")).containsExactly("a", null, null);
        assertThat(fields("\"a, b\",\"say \"\"hi\"\"\",c")).containsExactly("a, b", "say \"hi\"", "c");
        assertThat(fields("\"\",x")).containsExactly("", "x");
        assertThat(fields("x,\"\"")).containsExactly("x", "");
        assertThat(fields("\"x\",")).containsExactly("x", null);
        assertThat(fields("é,ü")).containsExactly("é", "ü");
    }

    @Test
    void namesQuotesThatDoNotMatch() {
        assertThat(count("a,\"b")).isEqualTo(CsvFields.UNBALANCED);
        assertThat(count("a,\"b\"x,c")).isEqualTo(CsvFields.UNBALANCED);
        assertThat(count("a,5\" nails,c")).isEqualTo(CsvFields.UNBALANCED);
        assertThat(count("\"a")).isEqualTo(CsvFields.UNBALANCED);
    }

    @Test
    void countsFieldsBeyondThoseItHasRoomFor() {
        assertThat(count("a,b,c,d,e,f,g,h")).isEqualTo(8);
        assertThat(count("\"a\",b,c,d,e,f,g,h")).isEqualTo(8);
    }

    @Test
    void emptiesFieldsAndLeavesTheRestAsItStands() {
        CsvFields csv = new CsvFields(ReaderOptions.DEFAULT);
        boolean[] second = {false, true, false};
        assertThat(csv.without("a,b,c", second)).isEqualTo("a,,c");
        assertThat(csv.without("\"a,\"\"x\",\"b,\"\"y\"\"\",\"c\"", second)).isEqualTo("\"a,\"\"x\",,\"c\"");
        assertThat(csv.without("a \"b\" c,5 \"inch\",d", second)).isEqualTo("a \"b\" c,,d");
        assertThat(csv.without("a,,", second)).isEqualTo("a,,");
    }

    private static String[] fields(String line) {
        String[] into = new String[6];
        byte[] bytes = line.getBytes(UTF_8);
        int count =
                new CsvFields(ReaderOptions.DEFAULT).split(bytes, 0, bytes.length, line.contains("\""), UTF_8, into);
        return Arrays.copyOf(into, count);
    }

    private static int count(String line) {
        byte[] bytes = line.getBytes(UTF_8);
        return new CsvFields(ReaderOptions.DEFAULT)
                .split(bytes, 0, bytes.length, line.contains("\""), UTF_8, new String[6]);
    }
}

package io.scanline.maintain;

import static io.scanline.maintain.CustomerTraces.Kind.LINE;
import static io.scanline.maintain.CustomerTraces.Kind.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CustomerTracesTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    private final CustomerTraces traces = new CustomerTraces(HASH, "4711");

    @Test
    void takesTheIdAsAWordOnly() {
        assertThat(traces.without(TEXT, "001,\"4711,x4711,47110,4711é,4711"))
                .isEqualTo("001,\"(erased),x4711,47110,4711é,(erased)");
        assertThat(traces.hasId(TEXT, "001,47110")).isFalse();
    }

    @Test
    void anIdMayHaveSignsOfItsOwn() {
        CustomerTraces dotted = new CustomerTraces(HASH, "a.b+$1");

        assertThat(dotted.without(TEXT, "a.b+$1,aXb+$1")).isEqualTo("(erased),aXb+$1");
    }

    @Test
    void aLineKeepsItsOtherFieldsToTheLastZero() {
        String line = "{\"store_id\":\"001\",\"item_id\":\"4711\",\"net_amount\":5.0000,\"quantity\":1E-4,"
                + "\"customer_id\":\"" + HASH + "\",\"extras\":{\"card\":\"no 4711\",\"note\":\"x\"}}";

        assertThat(traces.hasId(LINE, line)).isTrue();
        assertThat(traces.without(LINE, line))
                .isEqualTo("{\"store_id\":\"001\",\"item_id\":\"4711\",\"net_amount\":5.0000,\"quantity\":0.0001,"
                        + "\"extras\":{\"card\":\"no (erased)\",\"note\":\"x\"}}");
        assertThat(traces.hasId(LINE, "{\"item_id\":\"4711\"}")).isFalse();
    }

    @Test
    void aTextWithTheHashOfALineLosesIt() {
        assertThat(traces.without(TEXT, "that content: {\"customer_id\":\"" + HASH + "\"}"))
                .isEqualTo("that content: {\"customer_id\":\"(erased)\"}");
    }

    @Test
    void saysNothingOfTheCustomer() {
        assertThat(traces.toString()).doesNotContain("4711", HASH);
    }
}

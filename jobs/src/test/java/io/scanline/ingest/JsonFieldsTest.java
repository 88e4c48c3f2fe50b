package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {
    @Test
    void emptiesColumnsAndLeavesTheRestAsItStands() {
        JsonFields json = new JsonFields(List.of("item", "customer_id"));
        boolean[] second = {false, true};
        assertThat(json.without("{\"item\": 1, \"customer_id\" : \"a\\\"}, b\" ,\"x\":[1, {}]}", second))
                .isEqualTo("{\"item\": 1, \"customer_id\" : null ,\"x\":[1, {}]}");
        assertThat(json.without("{\"Customer_ID\":{\"id\":[7,8]},\"item\":2}", second))
                .isEqualTo("{\"Customer_ID\":null,\"item\":2}");
        assertThat(json.without("{\"customer_id\":4711}", second)).isEqualTo("{\"customer_id\":null}");
    }

    @Test
    void saysWhatALineLacksAndNothingOfTheParser() {
        assertThat(new JsonFields(List.of("item")).read("{\"item\": 1", new String[1], new HashMap<>()))
                .isEqualTo("it is no whole JSON object: Unexpected end-of-input: expected close marker for Object");
    }
}

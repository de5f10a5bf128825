package ai.massgen.toolkit.json;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolArgumentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"at\": 1}    | {\"at\": 1}           | true",
                "` {\"at\":1}` | {\"at\":1}           | true",
                "``             | {}                     | false",
                "[1]            | [1]                    | false",
                "null           | null                   | false",
                "{\"at\":       | \"{\\\"at\\\":\"       | false",
                "{}{}           | \"{}{}\"               | false",
                "{x: 'y'}       | \"{x: 'y'}\"           | false"
            })
    void whatAModelWroteIsOneValueAndRunsOnlyIfItIsAnObject(String written, String value, boolean object) {
        assertThat(ToolArguments.read(written)).isEqualTo(new Json(value));
        assertThat(ToolArguments.isObject(written)).isEqualTo(object);
    }

    @Test
    void whatIsNoObjectIsWrappedIntoOne() {
        assertThat(ToolArguments.object(new Json("{\"at\":1}"))).hasToString("{\"at\":1}");
        assertThat(ToolArguments.object(new Json("\"{at\""))).hasToString("{\"invalid_arguments\":\"{at\"}");
        assertThat(ToolArguments.object(new Json("[1]"))).hasToString("{\"invalid_arguments\":[1]}");
        assertThat(ToolArguments.object(new Json("{at"))).hasToString("{\"invalid_arguments\":\"{at\"}");
    }

    @Test
    void onlyTextIsText() throws Exception {
        assertThat(WireJson.text(WireJson.MAPPER.readTree("{\"a\":\"b\"}"), "a"))
                .isEqualTo("b");
        assertThat(WireJson.text(WireJson.MAPPER.readTree("{\"a\":1}"), "a")).isEmpty();
        assertThat(WireJson.text(WireJson.MAPPER.readTree("{\"a\":null}"), "a")).isEmpty();
        assertThat(WireJson.text(WireJson.MAPPER.missingNode(), "a")).isEmpty();
    }
}

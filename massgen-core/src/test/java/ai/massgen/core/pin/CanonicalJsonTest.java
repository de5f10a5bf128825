package ai.massgen.core.pin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.mcp.StrictJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of RFC 8785, sections 3.2.2, 3.2.3 and appendix B. */
class CanonicalJsonTest {
    private static String canonical(String json) throws JsonProcessingException {
        return CanonicalJson.of(StrictJson.parse(json));
    }

    @Test
    void theExampleOfTheRfc() throws JsonProcessingException {
        assertThat(canonical("""
                        {
                          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                          "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                          "literals": [null, true, false]
                        }"""))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void namesAreSortedByTheirUtf16Units() throws JsonProcessingException {
        assertThat(canonical("""
                        {"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6,"\\u00f6":7}""")).isEqualTo("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "5e-324, 5e-324",
        "-5e-324, -5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "9007199254740992, 9007199254740992",
        "295147905179352830000, 295147905179352830000",
        "9.999999999999997e22, 9.999999999999997e+22",
        "1e23, 1e+23",
        "1.0000000000000001e23, 1.0000000000000001e+23",
        "999999999999999700000, 999999999999999700000",
        "1e21, 1e+21",
        "9.999999999999997e-7, 9.999999999999997e-7",
        "0.000001, 0.000001",
        "333333333.33333325, 333333333.33333325",
        "333333333.3333332, 333333333.3333332",
        "-0.0000033333333333333333, -0.0000033333333333333333",
        "1424953923781206.25, 1424953923781206.2",
        "1.0, 1",
        "100, 100",
        "12.5, 12.5",
        "123e-20, 1.23e-18"
    })
    void numbersAreWrittenAsEcmascriptDoes(String number, String expected) throws JsonProcessingException {
        assertThat(canonical(number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "\"\"", "[{},[[]]]", "{\"a\":{\"b\":[1,\"x\"]}}"})
    void whatIsCanonicalStaysAsItIs(String json) throws JsonProcessingException {
        assertThat(canonical(json)).isEqualTo(json);
    }

    @Test
    void noDifferenceGetsLostBeyondWhatTheRfcKnows() throws JsonProcessingException {
        assertThat(canonical("1e400")).isNotEqualTo(canonical("1e401"));
        assertThat(canonical("\"\\ud800\"")).isEqualTo("\"\\ud800\"").isNotEqualTo(canonical("\"\\ud801\""));
    }
}

package ai.massgen.core.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerSchemaTest {
    private static final AnswerSchema SCHEMA = AnswerSchema.of("""
            {"type": "object", "required": ["city"], "additionalProperties": false,
             "properties": {"city": {"type": "string"}, "people": {"type": "integer", "minimum": 0}}}
            """);

    @Test
    void whatSatisfiesTheSchemaIsTakenAsItIsWritten() {
        assertThat(SCHEMA.read(" {\"city\": \"Köln\", \"people\": 1100000}\n"))
                .isEqualTo(new AnswerSchema.Reading.Valid(new Json("{\"city\": \"Köln\", \"people\": 1100000}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n{\"city\":\"x\"}\n```",
                "```\n{\"city\":\"x\"}```\n",
                "  ```JSON\n{\"city\":\"x\"}\n```  "
            })
    void aFenceAroundItIsTakenOff(String text) {
        assertThat(SCHEMA.read(text)).isEqualTo(new AnswerSchema.Reading.Valid(new Json("{\"city\":\"x\"}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It is Köln. | not one JSON value",
                "{\"city\":\"x\"} I hope this helps. | not one JSON value",
                "{\"city\":\"x\"}{\"city\":\"y\"} | not one JSON value",
                "'' | empty",
                "{} | city",
                "{\"city\":1} | /city",
                "{\"city\":\"x\",\"people\":-1} | /people",
                "{\"city\":\"x\",\"mayor\":\"y\"} | mayor",
                "[] | object"
            })
    void everythingElseIsSentBackWithTheReason(String text, String reason) {
        assertThat(SCHEMA.read(text))
                .isInstanceOfSatisfying(
                        AnswerSchema.Reading.Invalid.class,
                        invalid -> assertThat(String.join("; ", invalid.problems()))
                                .contains(reason));
    }

    @Test
    void manyProblemsAreToldInPart() {
        AnswerSchema numbers = AnswerSchema.of("{\"items\": {\"type\": \"number\"}}");

        assertThat(numbers.read("[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\"]"))
                .isInstanceOfSatisfying(
                        AnswerSchema.Reading.Invalid.class,
                        invalid ->
                                assertThat(invalid.problems()).hasSize(6).last().isEqualTo("and 2 more"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | is not JSON",
                "[] | is not a JSON object",
                "{\"type\": \"strnig\"} | is no JSON Schema",
                "{\"minimum\": \"1\"} | is no JSON Schema",
                "{\"$ref\": \"#/$defs/none\"} | is no usable JSON Schema",
                "{\"$ref\": \"https://example.org/schema.json\"} | is no usable JSON Schema"
            })
    void whatIsNoSchemaIsFoundBeforeAnybodyIsAsked(String text, String reason) {
        assertThatThrownBy(() -> AnswerSchema.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason);
    }
}

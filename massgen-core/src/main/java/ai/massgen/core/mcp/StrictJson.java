package ai.massgen.core.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * JSON as this project reads it from strangers: one value, nothing after it, no member twice, and limits on depth, on the
 * length of names and numbers and on the number of tokens, so that a small text cannot become a large tree.
 */
public final class StrictJson {
    /** How deep a value may be nested. */
    public static final int MAX_DEPTH = 200;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNameLength(8_192)
            .maxNumberLength(400)
            .maxTokenCount(250_000)
            .build();
    /** For looking at the head of a message that is cut or broken: as bounded, but a repeated member is no error. */
    static final JsonFactory LENIENT =
            JsonFactory.builder().streamReadConstraints(LIMITS).build();

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(LIMITS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StrictJson() {}

    /**
     * Reads one value.
     *
     * @param text the text
     * @return the value
     * @throws JsonProcessingException if it is not one valid JSON value within the limits; the message quotes no more than
     *     a few characters of it
     */
    public static JsonNode parse(String text) throws JsonProcessingException {
        JsonNode node = MAPPER.readTree(text);
        if (node.isMissingNode()) {
            throw new JsonProcessingException("there is no JSON value") {
                private static final long serialVersionUID = 1L;
            };
        }
        return node;
    }

    /**
     * Says in one line what is wrong with a text.
     *
     * @param problem what {@link #parse} threw
     * @return the reason with line and column, without the source
     */
    public static String reason(JsonProcessingException problem) {
        String place = problem.getLocation() == null
                ? ""
                : " (line " + problem.getLocation().getLineNr() + ", column "
                        + problem.getLocation().getColumnNr() + ")";
        return problem.getOriginalMessage() + place;
    }

    static JsonNodeFactory nodes() {
        return MAPPER.getNodeFactory();
    }
}

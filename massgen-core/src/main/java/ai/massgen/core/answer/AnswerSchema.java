package ai.massgen.core.answer;

import ai.massgen.api.Json;
import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON Schema that the final answer has to satisfy. Fetches nothing from elsewhere. Immutable and thread-safe. */
public final class AnswerSchema {
    private static final int MOST_PROBLEMS = 5;
    private static final int LONGEST = 300;

    /** Models like to put JSON into a fence although nobody asked for one. */
    private static final Pattern FENCE = Pattern.compile("```[a-zA-Z]*\\s*\\n(.*?)\\n?```", Pattern.DOTALL);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Json json;
    private final Schema schema;

    private AnswerSchema(Json json, Schema schema) {
        this.json = json;
        this.schema = schema;
    }

    /** What a text is. */
    public sealed interface Reading {
        /**
         * It satisfies the schema.
         *
         * @param value the value, without what was around it
         */
        record Valid(Json value) implements Reading {}

        /**
         * It does not.
         *
         * @param problems why, in sentences for people and models
         */
        record Invalid(List<String> problems) implements Reading {
            /** Copies the list. */
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Reads a schema.
     *
     * @param text JSON Schema 2020-12
     * @return the schema
     * @throws IllegalArgumentException if it is none; the message says why, as it continues the file's name
     */
    public static AnswerSchema of(String text) {
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("is not a JSON object");
        }
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        try {
            List<Error> errors = registry.getSchema(
                            SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                    .validate(node);
            if (!errors.isEmpty()) {
                throw new IllegalArgumentException("is no JSON Schema: " + problem(errors.getFirst()));
            }
            return new AnswerSchema(new Json(node.toString()), compiled(registry, node));
        } catch (SchemaException e) {
            throw new IllegalArgumentException("is no usable JSON Schema: " + e.getMessage(), e);
        }
    }

    /** A reference that leads nowhere is found now, and not when the answer has been paid for. */
    private static Schema compiled(SchemaRegistry registry, JsonNode node) {
        Schema schema = registry.getSchema(node);
        schema.initializeValidators();
        return schema;
    }

    /**
     * The schema itself.
     *
     * @return a JSON object
     */
    public Json json() {
        return json;
    }

    /**
     * Reads an answer.
     *
     * @param text what a model wrote
     * @return whether it is one JSON value that satisfies the schema
     */
    public Reading read(String text) {
        String bare = bare(text);
        JsonNode value;
        try {
            value = MAPPER.readTree(bare);
        } catch (JsonProcessingException e) {
            return new Reading.Invalid(List.of("it is not one JSON value: " + shown(e.getOriginalMessage())));
        }
        if (value.isMissingNode()) {
            return new Reading.Invalid(List.of("it is empty"));
        }
        List<Error> errors = schema.validate(value);
        if (errors.isEmpty()) {
            return new Reading.Valid(new Json(bare));
        }
        List<String> problems = new ArrayList<>();
        errors.stream().limit(MOST_PROBLEMS).forEach(error -> problems.add(problem(error)));
        if (errors.size() > MOST_PROBLEMS) {
            problems.add("and " + (errors.size() - MOST_PROBLEMS) + " more");
        }
        return new Reading.Invalid(problems);
    }

    private static String bare(String text) {
        Matcher fence = FENCE.matcher(text.strip());
        return fence.matches() ? fence.group(1).strip() : text.strip();
    }

    private static String problem(Error error) {
        String place = error.getInstanceLocation().toString();
        return shown((place.isEmpty() || place.equals("$") ? "" : "at " + place + ": ") + error.getMessage());
    }

    private static String shown(String message) {
        return Visible.line(message, LONGEST);
    }
}

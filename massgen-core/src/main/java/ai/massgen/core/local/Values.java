package ai.massgen.core.local;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.StrictJson;
import ai.massgen.core.tool.LocalFunction;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Java values from arguments, and answers from Java values. Stateless. */
public final class Values {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(Json.class, new JsonWriter())
                    .addDeserializer(Json.class, new JsonReader()))
            .build();

    private Values() {}

    /**
     * The arguments that a model wrote.
     *
     * @throws IllegalArgumentException if they are no JSON
     */
    static JsonNode parse(Json arguments) {
        try {
            return StrictJson.parse(arguments.text());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the arguments are no valid JSON: " + StrictJson.reason(e), e);
        }
    }

    /**
     * A Java value.
     *
     * @param node what the schema of the type allows, or null for nothing
     * @throws IllegalArgumentException if the type does not take it
     */
    static @Nullable Object convert(@Nullable JsonNode node, Type type) {
        try {
            return MAPPER.readerFor(MAPPER.constructType(type)).readValue(node == null ? MAPPER.nullNode() : node);
        } catch (IOException e) {
            String reason =
                    e instanceof JsonProcessingException problem ? problem.getOriginalMessage() : e.getMessage();
            throw new IllegalArgumentException("the arguments do not fit: " + reason, e);
        }
    }

    /**
     * What a model reads of a value: a text as it is, everything else as JSON, nothing as nothing.
     *
     * @param value the value
     * @return the answer
     * @throws JsonProcessingException if the value cannot be written as JSON
     */
    public static LocalFunction.Answer answer(@Nullable Object value) throws JsonProcessingException {
        if (value == null) {
            return new LocalFunction.Answer("", Optional.empty());
        }
        if (value instanceof String text) {
            return new LocalFunction.Answer(text, Optional.empty());
        }
        return structured(value instanceof Json json ? json.text() : MAPPER.writeValueAsString(value));
    }

    private static LocalFunction.Answer structured(String json) {
        return new LocalFunction.Answer(
                json, json.stripLeading().startsWith("{") ? Optional.of(new Json(json)) : Optional.empty());
    }

    private static final class JsonWriter extends JsonSerializer<Json> {
        @Override
        public void serialize(Json value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeTree(MAPPER.readTree(value.text()));
        }
    }

    private static final class JsonReader extends JsonDeserializer<Json> {
        @Override
        public Json deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return new Json(in.readValueAsTree().toString());
        }
    }
}

package ai.massgen.core.journal;

import ai.massgen.api.Json;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Judgement;
import ai.massgen.core.protocol.Submission;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Inputs of the protocol as JSON: an object with the field {@code kind} and the components of the record. Folding the
 * inputs of a journal rebuilds every state of its run.
 */
public final class InputJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule()
                    .addSerializer(Alias.class, new AliasWriter())
                    .addDeserializer(Alias.class, new AliasReader())
                    .addSerializer(Submission.class, new SealedWriter<>())
                    .addDeserializer(Submission.class, new SealedReader<>(Submission.class))
                    .addSerializer(Judgement.class, new SealedWriter<>())
                    .addDeserializer(Judgement.class, new SealedReader<>(Judgement.class)))
            .build();
    /** Writes and reads the records inside, without the wrapper that adds the kind. */
    private static final JsonMapper PLAIN = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private InputJson() {}

    /**
     * Writes an input.
     *
     * @param input the input
     * @return a JSON object
     */
    public static Json write(Input input) {
        return new Json(withKind(input, MAPPER).toString());
    }

    /**
     * Reads an input.
     *
     * @param json what {@link #write} has written
     * @return the input
     * @throws IllegalArgumentException if it is no input
     */
    public static Input read(Json json) {
        try {
            JsonNode node = MAPPER.readTree(json.text());
            return MAPPER.treeToValue(withoutKind(node), kind(Input.class, node));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an input of the protocol: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectNode withKind(Object value, JsonMapper mapper) {
        ObjectNode node = mapper.createObjectNode();
        node.put("kind", kindName(value.getClass()));
        node.setAll((ObjectNode) mapper.valueToTree(value));
        return node;
    }

    private static JsonNode withoutKind(JsonNode node) {
        ObjectNode copy = node.deepCopy();
        copy.remove("kind");
        return copy;
    }

    private static <T> Class<? extends T> kind(Class<T> sealed, JsonNode node) {
        String kind = node.path("kind").asText();
        return records(sealed)
                .filter(type -> kindName(type).equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown kind: '" + kind + "'"))
                .asSubclass(sealed);
    }

    /** The records of a sealed interface, also those of the sealed interfaces below it. */
    private static Stream<Class<?>> records(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? records(type) : Stream.of(type));
    }

    private static String kindName(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static final class AliasWriter extends JsonSerializer<Alias> {
        @Override
        public void serialize(Alias value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class AliasReader extends JsonDeserializer<Alias> {
        @Override
        public Alias deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getText();
            return Alias.parse(text).orElseThrow(() -> new IllegalArgumentException("not an alias: '" + text + "'"));
        }
    }

    private static final class SealedWriter<T> extends JsonSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeTree(withKind(value, PLAIN));
        }
    }

    private static final class SealedReader<T> extends JsonDeserializer<T> {
        private final Class<T> sealed;

        SealedReader(Class<T> sealed) {
            this.sealed = sealed;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode node = in.readValueAsTree();
            return PLAIN.treeToValue(withoutKind(node), kind(sealed, node));
        }
    }
}

package ai.massgen.core.journal;

import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.AnswerLabel;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Judgement;
import ai.massgen.core.protocol.Outcome;
import ai.massgen.core.protocol.Phase;
import ai.massgen.core.protocol.Standing;
import ai.massgen.core.protocol.Submission;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The JSON of the protocol's values: components of records in snake_case, agents and answers by their names, and for each
 * member of a sealed family a field {@code kind} first, its name in lower case with dashes.
 */
final class ProtocolJson {
    private static final List<Class<?>> FAMILIES =
            List.of(Input.class, Submission.class, Judgement.class, Standing.class, Phase.class, Outcome.class);
    private static final JsonMapper MAPPER = build();

    private ProtocolJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Kind {}

    static JsonMapper mapper() {
        return MAPPER;
    }

    private static JsonMapper build() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(new Jdk8Module())
                .addModule(new SimpleModule()
                        .addSerializer(Alias.class, new AliasWriter())
                        .addDeserializer(Alias.class, new AliasReader())
                        .addSerializer(AnswerLabel.class, new ToStringSerializer(AnswerLabel.class)));
        for (Class<?> family : FAMILIES) {
            builder.addMixIn(family, Kind.class);
            members(family).forEach(member -> builder.registerSubtypes(new NamedType(member, name(member))));
        }
        return builder.build();
    }

    /** The records of a sealed interface, also those of the sealed interfaces below it. */
    private static Stream<Class<?>> members(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? members(type) : Stream.of(type));
    }

    private static String name(Class<?> type) {
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
}

package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** OpenAI's own specification judges what we send, and what we believe to receive. See {@code oracle/README.md}. */
class SpecificationTest {
    /** Values that are on the wire and not yet in the specification that we have, by the lists that lack them. */
    private static final Map<String, String> NEWER = Map.of(
            "/ResponseErrorCode/enum", "bio_policy",
            "/Response/allOf/2/properties/incomplete_details/anyOf/0/properties/reason/enum", "steered");

    private static final JsonNode SCHEMAS = schemas();

    @TestFactory
    Stream<DynamicTest> everyRequestOfTheResponsesApiIsValid() {
        return valid("CreateResponse", SentRequests.responses());
    }

    @TestFactory
    Stream<DynamicTest> everyRequestOfChatCompletionsIsValid() {
        return valid("CreateChatCompletionRequest", SentRequests.chatCompletions());
    }

    /** The specification allows unknown fields, so a slip in a name would go unnoticed. */
    @Test
    void noRequestHasAFieldThatTheSpecificationDoesNotKnow() {
        assertKnown("CreateResponse", SentRequests.responses());
        assertKnown("CreateChatCompletionRequest", SentRequests.chatCompletions());
    }

    @TestFactory
    Stream<DynamicTest> everySampleOfTheResponsesApiIsValid() {
        return Samples.events("responses/wire").entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.getKey(), () -> assertValid("ResponseStreamEvent", sample.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> everySampleOfOpenAisChatCompletionsIsValid() {
        return Stream.of("text.sse", "tool-call.sse", "parallel-tool-calls.sse", "max-tokens.sse")
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> assertValid(
                                "CreateChatCompletionStreamResponse",
                                Samples.events("wire", name))));
    }

    @Test
    void theSpecificationNoticesWhatIsWrong() {
        ObjectNode body = SentRequests.plain();
        ((ObjectNode) body.at("/input/0")).put("role", "bogus");
        assertThat(schema("CreateResponse").validate(body)).isNotEmpty();
        ObjectNode nameless = SentRequests.plain();
        nameless.putArray("tools").addObject().put("type", "function");
        assertThat(schema("CreateResponse").validate(nameless)).isNotEmpty();
        body.put("max_tokens", 7);
        assertThat(names("CreateResponse")).doesNotContain("max_tokens").contains("max_output_tokens");
    }

    private static Stream<DynamicTest> valid(String name, Map<String, ObjectNode> requests) {
        Schema schema = schema(name);
        return requests.entrySet().stream()
                .map(request -> DynamicTest.dynamicTest(
                        request.getKey(),
                        () -> assertThat(schema.validate(request.getValue()))
                                .as("%s", request.getValue())
                                .isEmpty()));
    }

    private static void assertValid(String name, List<JsonNode> events) {
        Schema schema = schema(name);
        assertThat(events).isNotEmpty();
        for (JsonNode event : events) {
            assertThat(schema.validate(event))
                    .as("%s", WireJson.text(event, "type"))
                    .isEmpty();
        }
    }

    private static void assertKnown(String schema, Map<String, ObjectNode> requests) {
        Set<String> known = names(schema);
        assertThat(requests)
                .isNotEmpty()
                .allSatisfy((name, request) -> assertThat(known)
                        .containsAll(
                                request.propertyStream().map(Map.Entry::getKey).toList()));
    }

    /** The names of the properties of a schema and of those that it is put together from. */
    private static Set<String> names(String schema) {
        Set<String> names = new TreeSet<>();
        collect(SCHEMAS.path(schema), names);
        return names;
    }

    private static void collect(JsonNode schema, Set<String> names) {
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        schema.path("allOf").forEach(part -> collect(part, names));
        if (schema.has("$ref")) {
            collect(SCHEMAS.path(schema.path("$ref").asText().replaceAll(".*/", "")), names);
        }
    }

    private static Schema schema(String name) {
        ObjectNode root = WireJson.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + name);
        root.putObject("components").set("schemas", SCHEMAS);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root);
    }

    private static JsonNode schemas() {
        try (InputStream file = SpecificationTest.class.getResourceAsStream("oracle/openai-openapi.json")) {
            JsonNode schemas = WireJson.MAPPER.readTree(file);
            NEWER.forEach((list, value) -> ((ArrayNode) schemas.at(list)).add(value));
            return schemas;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package ai.massgen.backend.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.testkit.wire.WireReply;
import com.anthropic.core.ObjectMappers;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An oracle that we did not write: the types of Anthropic's own SDK read and validate what is sent, and the samples of what
 * is received, and know every field.
 */
@Timeout(60)
class VendorTypesTest {
    private static final JsonMapper VENDOR = ObjectMappers.jsonMapper();
    private static final URI SERVER = URI.create("http://127.0.0.1");
    private static final ToolSpec LOOK = new ToolSpec(
            "look", "Looks.", new Json("{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"integer\"}}}"));
    private static final Message QUESTION = new Message.User(List.of(
            new Part.Text("What is it?"),
            new Part.Image("image/png", "AAAA"),
            new Part.Document("application/pdf", "BBBB", "page.pdf"),
            new Part.Document("text/csv", "YSxi", "table.csv")));

    @Test
    void everythingThatCanBeAskedIsARequestToTheVendor() throws Exception {
        ModelRequest.Builder everything = Asked.conversation(
                        QUESTION,
                        new Message.Assistant(
                                "I look.",
                                List.of(new ToolCall("c1", "look", new Json("{\"at\":1}"))),
                                Optional.empty()),
                        new Message.ToolResults(List.of(ToolResult.failure("c1", "no such place"))))
                .system("Be brief.")
                .tools(List.of(LOOK))
                .providerTools(Set.of(Capability.WEB_SEARCH, Capability.CODE_EXECUTION, Capability.URL_CONTEXT))
                .outputSchema(new Json("{\"type\":\"object\"}"))
                .maxOutputTokens(99);
        for (String thinking : List.of("adaptive", "off")) {
            ClaudeConfig config = Asked.config(SERVER, Asked.KEY).with(100, thinking, Optional.of("xhigh"));
            PausedReply nothing = new PausedReply(VENDOR.createArrayNode(), "");
            assertIsRequest(
                    Asked.parse(MessagesRequest.of(config, everything.build()).json(nothing)));
        }
    }

    static Stream<Path> samples() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(VendorTypesTest.class.getResource("wire"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sse")).sorted().toList().stream();
        }
    }

    /** Version 3.12.0 refuses every name of a tool of the provider, so those blocks are read and not validated. */
    @ParameterizedTest
    @MethodSource("samples")
    void theSamplesAreRepliesToTheVendor(Path sample) throws IOException {
        for (String line : Files.readAllLines(sample)) {
            if (line.startsWith("data: ") && !line.contains("\"ping\"")) {
                RawMessageStreamEvent event =
                        VENDOR.readValue(line.substring("data: ".length()), RawMessageStreamEvent.class);
                if (!Asked.parse(line.substring("data: ".length()))
                        .at("/content_block/type")
                        .asText()
                        .equals("server_tool_use")) {
                    event.validate();
                }
                assertThat(UnknownFields.of(event)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatWasReceivedIsARequestToTheVendorWhenItGoesBack(Path sample) throws Exception {
        String[] events = Files.readAllLines(sample).stream()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toArray(String[]::new);
        Message.Assistant said =
                Asked.of(Asked.conversation(QUESTION), events).reply().toMessage();
        Message next = said.toolCalls().isEmpty()
                ? Message.User.of("Go on.")
                : new Message.ToolResults(said.toolCalls().stream()
                        .map(call -> ToolResult.success(call.id(), "seen"))
                        .toList());
        Asked asked = Asked.of(
                "claude-sonnet-5-5",
                Asked.conversation(QUESTION, said, next),
                WireReply.events().event(Asked.stop("end_turn")));
        assertIsRequest(asked.sent().getFirst());
    }

    @Test
    void theOracleNoticesASlip() {
        assertThatThrownBy(() -> assertIsRequest(with("/messages/0", "rloe", "user")))
                .hasMessageContaining("rloe");
        assertThatThrownBy(() -> assertIsRequest(with("", "temprature", "hot"))).hasMessageContaining("temprature");
        assertThatThrownBy(() -> assertIsRequest(with("", "max_tokens", "many")))
                .hasMessageContaining("max_tokens");
        assertThatThrownBy(() -> assertIsRequest(with("/messages/0/content/0", "type", "tetx")))
                .hasMessageContaining("ContentBlockParam");
    }

    private static JsonNode with(String place, String field, String value) {
        PausedReply nothing = new PausedReply(VENDOR.createArrayNode(), "");
        JsonNode sent = Asked.parse(MessagesRequest.of(
                        Asked.config(SERVER, Asked.KEY), Asked.question().build())
                .json(nothing));
        ((ObjectNode) sent.at(place)).put(field, value);
        return sent;
    }

    private static void assertIsRequest(JsonNode sent) throws IOException {
        ObjectNode params = sent.deepCopy();
        assertThat(params.remove("stream").asBoolean()).isTrue();
        MessageCreateParams.Body body = VENDOR.readValue(params.toString(), MessageCreateParams.Body.class);
        body.validate();
        assertThat(UnknownFields.of(body)).isEmpty();
        assertThat(Asked.parse(VENDOR.writeValueAsString(body))).isEqualTo(params);
    }
}

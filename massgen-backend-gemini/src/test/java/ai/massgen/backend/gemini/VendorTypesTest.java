package ai.massgen.backend.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerationConfig;
import com.google.genai.types.ThinkingLevel;
import com.google.genai.types.Tool;
import com.google.genai.types.ToolConfig;
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
 * An oracle that we did not write: the types of Google's own SDK read what is sent, and the samples of what is received,
 * without an unknown field, and write the same again.
 */
@Timeout(60)
class VendorTypesTest {
    private static final ObjectMapper VENDOR = JsonMapper.builder()
            .findAndAddModules()
            .defaultBase64Variant(Base64Variants.MODIFIED_FOR_URL)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    /** Newer than the SDK. */
    private static final String CONTINUATION = "continuationToken";

    private static final ToolSpec LOOK = new ToolSpec(
            "look", "Looks.", new Json("{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"integer\"}}}"));
    private static final Message QUESTION = new Message.User(List.of(
            new Part.Text("What is it?"),
            new Part.Image("image/png", "AAAA"),
            new Part.Document("application/pdf", "BBBB", "page.pdf")));

    @Test
    void everythingThatCanBeAskedIsARequestToTheVendor() throws Exception {
        ModelRequest.Builder everything = Asked.conversation(QUESTION)
                .system("Be brief.")
                .tools(List.of(LOOK))
                .providerTools(Set.of(
                        Capability.WEB_SEARCH,
                        Capability.CODE_EXECUTION,
                        Capability.FILE_SEARCH,
                        Capability.URL_CONTEXT))
                .outputSchema(new Json("{\"type\":\"object\"}"))
                .temperature(0.25)
                .seed(7)
                .maxOutputTokens(99);
        GeminiConfig config = Asked.config(URI.create("http://127.0.0.1"), Asked.KEY)
                .with(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("low"));
        JsonNode sent =
                Asked.parse(GenerateRequest.of(config, everything.build()).json(Optional.empty()));
        assertIsRequest(sent);
        GenerationConfig generation = VENDOR.treeToValue(sent.path("generationConfig"), GenerationConfig.class);
        assertThat(generation.thinkingConfig().orElseThrow().thinkingLevel().map(ThinkingLevel::knownEnum))
                .contains(ThinkingLevel.Known.LOW);
    }

    @Test
    void aToolLoopIsAConversationToTheVendor() throws Exception {
        ModelReply reply = Asked.of(
                        Asked.conversation(QUESTION),
                        Asked.parts("{\"text\":\"I look.\"}"),
                        Asked.parts(
                                "{\"functionCall\":{\"id\":\"a\",\"name\":\"look\",\"args\":{\"at\":1}},\"thoughtSignature\":\"c2ln\"}",
                                "{\"functionCall\":{\"name\":\"look\",\"args\":{\"at\":2}}}"),
                        Asked.DONE)
                .reply();
        Message results = new Message.ToolResults(List.of(
                ToolResult.success("a", "seen"),
                new ToolResult("massgen-call-2", "", Optional.of(new Json("{\"n\":1}")), true)));
        for (String model : List.of(Asked.MODEL, "gemini-4-argon", "gemini-2.5-pro")) {
            Message.Assistant said = reply.toMessage();
            GeminiConfig config = Asked.config(URI.create("http://127.0.0.1"), Asked.KEY, model);
            ModelRequest request = Asked.conversation(QUESTION, said, results).build();
            assertIsRequest(Asked.parse(GenerateRequest.of(config, request).json(Optional.empty())));
        }
    }

    static Stream<Path> samples() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(VendorTypesTest.class.getResource("wire"))
                .toURI());
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".sse"))
                    .filter(file -> !file.toString().contains("in-the-stream"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSamplesAreRepliesToTheVendor(Path sample) throws IOException {
        for (String line : Files.readAllLines(sample)) {
            if (line.startsWith("data: ")) {
                JsonNode chunk = Asked.parse(line.substring("data: ".length()));
                GenerateContentResponse response = read(chunk, GenerateContentResponse.class);
                response.candidates()
                        .orElse(List.of())
                        .forEach(candidate -> candidate
                                .finishReason()
                                .ifPresent(reason -> assertThat(reason.knownEnum())
                                        .isNotEqualTo(FinishReason.Known.FINISH_REASON_UNSPECIFIED)));
            }
        }
    }

    @Test
    void theOracleNoticesASlip() {
        assertThatThrownBy(() -> assertIsRequest(Asked.parse("{\"contents\":[{\"role\":\"user\",\"prats\":[]}]}")))
                .hasMessageContaining("prats");
        assertThatThrownBy(() -> assertIsRequest(Asked.parse("{\"generationConfig\":{\"temprature\":1}}")))
                .hasMessageContaining("temprature");
        assertThatThrownBy(() -> assertIsRequest(Asked.parse("{\"systemPrompt\":{}}")))
                .hasMessageContaining("systemPrompt");
    }

    private static void assertIsRequest(JsonNode sent) throws IOException {
        ObjectNode left = sent.deepCopy();
        left.remove(CONTINUATION);
        for (JsonNode content : left.path("contents")) {
            read(content, Content.class);
        }
        for (JsonNode tool : left.path("tools")) {
            read(tool, Tool.class);
        }
        if (left.has("systemInstruction")) {
            read(left.path("systemInstruction"), Content.class);
        }
        if (left.has("toolConfig")) {
            read(left.path("toolConfig"), ToolConfig.class);
        }
        if (left.has("generationConfig")) {
            read(left.path("generationConfig"), GenerationConfig.class);
        }
        left.remove(List.of("contents", "tools", "systemInstruction", "toolConfig", "generationConfig"));
        assertThat(left).as("fields that no type of the vendor is for").isEmpty();
    }

    private static <T> T read(JsonNode json, Class<T> type) throws JsonProcessingException {
        T value = VENDOR.treeToValue(json, type);
        assertThat(VENDOR.readTree(VENDOR.writeValueAsString(value)))
                .as("the vendor's types write what they read")
                .isEqualTo(Asked.parse(json.toString()));
        return value;
    }
}

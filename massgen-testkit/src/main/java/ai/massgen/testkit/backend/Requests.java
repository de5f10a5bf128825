package ai.massgen.testkit.backend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.massgen.api.Json;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.ModelRequest.Timeouts;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** What the contract asks a model. */
final class Requests {
    /** Long enough for any machine; a test that waits this long has failed. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So short that a test of a limit does not take long. */
    static final Duration MOMENT = Duration.ofMillis(200);

    static final List<ToolSpec> TOOLS = List.of(
            new ToolSpec(
                    "look",
                    "Looks at a place.",
                    new Json("{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"integer\"}}}")),
            new ToolSpec("list", "Lists all places.", new Json("{\"type\":\"object\",\"properties\":{}}")));

    private static final String PDF = """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
            trailer<</Root 1 0 R>>
            %%EOF
            """;

    /** A picture of one pixel. */
    static final Part.Image PIXEL = new Part.Image(
            "image/png",
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /** A document of one empty page. */
    static final Part.Document PAGE = new Part.Document(
            "application/pdf", Base64.getEncoder().encodeToString(PDF.getBytes(US_ASCII)), "page.pdf");

    /** A schema that every provider takes in strict mode. */
    static final Json SCHEMA = new Json("{\"type\":\"object\",\"properties\":{\"headword\":{\"type\":\"string\"}},"
            + "\"required\":[\"headword\"],\"additionalProperties\":false}");

    private static final Timeouts PATIENT = new Timeouts(PATIENCE, PATIENCE, PATIENCE);

    private Requests() {}

    /** A question that needs no capability. */
    static ModelRequest.Builder plain() {
        return saying("Hello?");
    }

    static ModelRequest.Builder saying(String text) {
        return conversation(Message.User.of(text));
    }

    static ModelRequest.Builder conversation(Message... messages) {
        return ModelRequest.builder(new CallKey("agent1", 1), List.of(messages))
                .system("Be brief.")
                .timeouts(PATIENT);
    }

    /** The question that leads to a scene. */
    static ModelRequest.Builder of(Scene scene) {
        return scene.toolCalls().isEmpty() ? plain() : plain().tools(TOOLS);
    }

    /** A question that needs one capability and no other. */
    static ModelRequest using(Capability capability) {
        return switch (capability) {
            case TOOLS, PARALLEL_TOOL_CALLS -> plain().tools(TOOLS).build();
            case IMAGES ->
                conversation(new Message.User(List.of(new Part.Text("What is it?"), PIXEL)))
                        .build();
            case DOCUMENTS ->
                conversation(new Message.User(List.of(new Part.Text("What does it say?"), PAGE)))
                        .build();
            case STRUCTURED_OUTPUT -> plain().outputSchema(SCHEMA).build();
            case WEB_SEARCH, CODE_EXECUTION, FILE_SEARCH, URL_CONTEXT ->
                plain().providerTools(Set.of(capability)).build();
            case TEMPERATURE -> plain().temperature(0.25).build();
            case SEED -> plain().seed(424_242).build();
            case MAX_OUTPUT_TOKENS -> plain().maxOutputTokens(4_321).build();
        };
    }

    /** What must be found in the body of {@link #using}, whatever the wire. Tools of providers look different on each. */
    static List<String> traces(Capability capability) {
        return switch (capability) {
            case TOOLS, PARALLEL_TOOL_CALLS -> List.of("look", "Looks at a place.", "integer", "list");
            case IMAGES -> List.of(PIXEL.base64(), "image/png", "What is it?");
            case DOCUMENTS -> List.of(PAGE.base64(), PAGE.mediaType(), "What does it say?");
            case STRUCTURED_OUTPUT -> List.of("headword", "additionalProperties");
            case WEB_SEARCH, CODE_EXECUTION, FILE_SEARCH, URL_CONTEXT -> List.of();
            case TEMPERATURE -> List.of("0.25");
            case SEED -> List.of("424242");
            case MAX_OUTPUT_TOKENS -> List.of("4321");
        };
    }

    static Timeouts within(Duration firstToken, Duration idle, Duration total) {
        return new Timeouts(firstToken, idle, total);
    }
}

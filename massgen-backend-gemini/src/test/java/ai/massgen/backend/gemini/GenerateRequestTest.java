package ai.massgen.backend.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GenerateRequestTest {
    private static final GeminiConfig CONFIG =
            Asked.config(URI.create("http://127.0.0.1"), Asked.KEY, "gemini-2.5-flash-lite");
    private static final ToolSpec LOOK = new ToolSpec("look", "Looks.", new Json("{\"type\":\"object\"}"));

    @Test
    void aConversationIsWrittenInParts() {
        ToolCall call = new ToolCall("c1", "look", new Json("{\"at\":1}"));
        ToolCall garbage = new ToolCall("c2", "list", new Json("\"{at\""));
        JsonNode sent = body(Asked.conversation(
                        Message.User.of("Hello?"),
                        new Message.Assistant("I look.", List.of(call, garbage), Optional.empty()),
                        new Message.ToolResults(List.of(
                                ToolResult.failure("c1", "no such place"),
                                new ToolResult("c2", "", Optional.of(new Json("{\"n\":1}")), false),
                                ToolResult.success("c3", "nobody asked"))),
                        Message.User.of("And now?"))
                .system("Be brief."));
        assertThat(sent.path("systemInstruction")).isEqualTo(Asked.parse("{\"parts\":[{\"text\":\"Be brief.\"}]}"));
        assertThat(sent.path("contents")).isEqualTo(Asked.parse("""
                [{"role":"user","parts":[{"text":"Hello?"}]},
                 {"role":"model","parts":[
                   {"text":"I look."},
                   {"functionCall":{"id":"c1","name":"look","args":{"at":1}}},
                   {"functionCall":{"id":"c2","name":"list","args":{"invalid_arguments":"{at"}}}]},
                 {"role":"user","parts":[
                   {"functionResponse":{"id":"c1","name":"look","response":{"error":"no such place"}}},
                   {"functionResponse":{"id":"c2","name":"list","response":{"output":{"n":1}}}},
                   {"functionResponse":{"id":"c3","name":"unknown","response":{"output":"nobody asked"}}}]},
                 {"role":"user","parts":[{"text":"And now?"}]}]
                """));
    }

    @Test
    void picturesAndDocumentsTravelInBase64() {
        JsonNode sent = body(Asked.conversation(new Message.User(List.of(
                new Part.Text("What is it?"),
                new Part.Image("image/png", "AAAA"),
                new Part.Document("application/pdf", "BBBB", "page.pdf")))));
        assertThat(sent.at("/contents/0/parts")).isEqualTo(Asked.parse("""
                [{"text":"What is it?"},
                 {"inlineData":{"mimeType":"image/png","data":"AAAA"}},
                 {"text":"page.pdf:"},
                 {"inlineData":{"mimeType":"application/pdf","data":"BBBB"}}]
                """));
    }

    @Test
    void emptyTextIsNotSentBecauseTheProviderRefusesIt() {
        JsonNode sent = body(Asked.conversation(
                        Message.User.of(" \n"),
                        new Message.Assistant("", List.of(), Optional.empty()),
                        new Message.User(List.of(new Part.Text(""), new Part.Text("Go on."))))
                .system(" "));
        assertThat(sent.has("systemInstruction")).isFalse();
        assertThat(sent.path("contents")).isEqualTo(Asked.parse("""
                [{"role":"user","parts":[{"text":"(no text)"}]},{"role":"user","parts":[{"text":"Go on."}]}]
                """));
    }

    @Test
    void toolsOfBothKindsTogetherNeedAWordThatTheyMayMeet() {
        JsonNode both = body(Asked.question()
                .tools(List.of(LOOK))
                .providerTools(Set.of(Capability.WEB_SEARCH, Capability.CODE_EXECUTION)));
        assertThat(both.path("tools")).isEqualTo(Asked.parse("""
                [{"functionDeclarations":[
                   {"name":"look","description":"Looks.","parametersJsonSchema":{"type":"object"}}]},
                 {"googleSearch":{}},{"codeExecution":{}}]
                """));
        assertThat(both.path("toolConfig")).isEqualTo(Asked.parse("{\"includeServerSideToolInvocations\":true}"));
        assertThat(body(Asked.question().tools(List.of(LOOK))).has("toolConfig"))
                .isFalse();
        assertThat(body(Asked.question().providerTools(Set.of(Capability.URL_CONTEXT)))
                        .has("toolConfig"))
                .isFalse();
    }

    @Test
    void whatTheRequestSaysGoesBeforeTheSettings() {
        GeminiConfig config = CONFIG.with(Optional.of(0.5), Optional.of(1L), Optional.of(100), Optional.of("high"));
        ModelRequest.Builder request = Asked.question()
                .temperature(0.25)
                .seed(2)
                .maxOutputTokens(200)
                .outputSchema(new Json("{\"type\":\"object\"}"));
        assertThat(body(config, request).path("generationConfig")).isEqualTo(Asked.parse("""
                {"temperature":0.25,"seed":2,"maxOutputTokens":200,
                 "responseMimeType":"application/json","responseJsonSchema":{"type":"object"},
                 "thinkingConfig":{"includeThoughts":true,"thinkingLevel":"HIGH"}}
                """));
        assertThat(body(config, Asked.question()).path("generationConfig")).isEqualTo(Asked.parse("""
                {"temperature":0.5,"seed":1,"maxOutputTokens":100,
                 "thinkingConfig":{"includeThoughts":true,"thinkingLevel":"HIGH"}}
                """));
    }

    @Test
    void aSchemaThatIsNoJsonNamesItsTool() {
        ToolSpec broken = new ToolSpec("look", "Looks.", new Json("{oops"));
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> body(Asked.question().tools(List.of(broken))))
                .withMessageContaining("The schema of the tool look is not usable")
                .matches(e -> e.kind() == Kind.INVALID_REQUEST);
    }

    private static JsonNode body(ModelRequest.Builder request) {
        return body(CONFIG, request);
    }

    private static JsonNode body(GeminiConfig config, ModelRequest.Builder request) {
        return Asked.parse(GenerateRequest.of(config, request.build()).json(Optional.empty()));
    }
}

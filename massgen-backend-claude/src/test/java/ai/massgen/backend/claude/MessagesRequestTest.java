package ai.massgen.backend.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessagesRequestTest {
    private static final ClaudeConfig CONFIG = Asked.config(URI.create("http://127.0.0.1"), Asked.KEY);

    @Test
    void aConversationIsWrittenInBlocks() {
        ToolCall call = new ToolCall("c1", "look", new Json("{\"at\":1}"));
        ToolCall garbage = new ToolCall("c2", "look", new Json("\"{at\""));
        JsonNode sent = body(Asked.conversation(
                        Message.User.of("Hello?"),
                        new Message.Assistant("I look.", List.of(call, garbage), Optional.empty()),
                        new Message.ToolResults(List.of(
                                ToolResult.failure("c1", "no such place"),
                                new ToolResult("c2", "", Optional.of(new Json("{\"n\":1}")), false))),
                        Message.User.of("And now?"))
                .system("Be brief."));
        assertThat(sent.path("system").asText()).isEqualTo("Be brief.");
        assertThat(sent.path("messages")).isEqualTo(Asked.parse("""
                        [{"role":"user","content":[{"type":"text","text":"Hello?"}]},
                         {"role":"assistant","content":[
                           {"type":"text","text":"I look."},
                           {"type":"tool_use","id":"c1","name":"look","input":{"at":1}},
                           {"type":"tool_use","id":"c2","name":"look","input":{"invalid_arguments":"{at"}}]},
                         {"role":"user","content":[
                           {"type":"tool_result","tool_use_id":"c1","is_error":true,
                            "content":[{"type":"text","text":"no such place"}]},
                           {"type":"tool_result","tool_use_id":"c2","content":[{"type":"text","text":"{\\"n\\":1}"}]}]},
                         {"role":"user","content":[{"type":"text","text":"And now?"}]}]
                        """));
    }

    @Test
    void picturesTravelInBase64() {
        JsonNode sent = body(Asked.conversation(
                new Message.User(List.of(new Part.Text("What is it?"), new Part.Image("image/png", "AAAA")))));
        assertThat(sent.at("/messages/0/content/1"))
                .isEqualTo(Asked.parse("{\"type\":\"image\",\"source\":"
                        + "{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}}"));
    }

    @Test
    void documentsOfTextTravelAsPlainText() {
        JsonNode sent = body(Asked.conversation(new Message.User(List.of(
                new Part.Document("application/pdf", "AAAA", "page.pdf"),
                new Part.Document("text/csv", "YSxi", "table.csv")))));
        assertThat(sent.at("/messages/0/content")).isEqualTo(Asked.parse("""
                [{"type":"document","title":"page.pdf",
                  "source":{"type":"base64","media_type":"application/pdf","data":"AAAA"}},
                 {"type":"document","title":"table.csv",
                  "source":{"type":"text","media_type":"text/plain","data":"a,b"}}]
                """));
        assertThatThrownBy(() -> body(
                        Asked.conversation(new Message.User(List.of(new Part.Document("text/csv", "%", "table.csv"))))))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("The document table.csv is not in base64");
    }

    @Test
    void emptyTextIsNotSentBecauseTheProviderRefusesIt() {
        JsonNode sent = body(Asked.conversation(
                        Message.User.of(" \n"),
                        new Message.Assistant("", List.of(), Optional.empty()),
                        new Message.ToolResults(List.of(ToolResult.success("c1", ""))),
                        new Message.User(List.of(new Part.Text(""), new Part.Text("Go on."))))
                .system(" "));
        assertThat(sent.has("system")).isFalse();
        assertThat(sent.path("messages")).isEqualTo(Asked.parse("""
                        [{"role":"user","content":[{"type":"text","text":"(no text)"}]},
                         {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1"}]},
                         {"role":"user","content":[{"type":"text","text":"Go on."}]}]
                        """));
    }

    @Test
    void idsOfOtherProvidersAreMadeFit() {
        ToolCall call = new ToolCall("functions.look:0", "look", Json.EMPTY_OBJECT);
        JsonNode sent = body(Asked.conversation(
                new Message.Assistant("", List.of(call), Optional.empty()),
                new Message.ToolResults(List.of(ToolResult.success("functions.look:0", "seen")))));
        assertThat(sent.at("/messages/0/content/0/id").asText()).isEqualTo("functions_look_0");
        assertThat(sent.at("/messages/1/content/0/tool_use_id").asText()).isEqualTo("functions_look_0");
    }

    @Test
    void aSchemaThatDoesNotSayThatItIsOfAnObjectIsMadeToSaySo() {
        JsonNode sent = body(Asked.question()
                .tools(List.of(
                        new ToolSpec("vote", "Votes.", new Json("{\"properties\":{}}")),
                        new ToolSpec("list", "Lists.", new Json("{\"type\":\"object\"}")))));
        assertThat(sent.path("tools")).isEqualTo(Asked.parse("""
                        [{"name":"vote","description":"Votes.","input_schema":{"properties":{},"type":"object"}},
                         {"name":"list","description":"Lists.","input_schema":{"type":"object"}}]
                        """));
    }

    @Test
    void aSchemaThatIsNoSchemaNamesItsTool() {
        for (String schema : List.of("{", "[]")) {
            ToolSpec tool = new ToolSpec("vote", "Votes.", new Json(schema));
            assertThatThrownBy(() -> body(Asked.question().tools(List.of(tool))))
                    .isInstanceOfSatisfying(
                            BackendException.class,
                            e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.INVALID_REQUEST))
                    .hasMessageContaining("tool vote");
        }
    }

    @Test
    void theModelThinksAloudAndItsPromptIsKept() {
        JsonNode sent = body(Asked.question());
        assertThat(sent.path("thinking")).isEqualTo(Asked.parse("{\"type\":\"adaptive\",\"display\":\"summarized\"}"));
        assertThat(sent.path("cache_control")).isEqualTo(Asked.parse("{\"type\":\"ephemeral\",\"ttl\":\"5m\"}"));
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(32_000);
        assertThat(body(Asked.question().maxOutputTokens(7)).path("max_tokens").asInt())
                .isEqualTo(7);
        assertThat(sent.path("stream").asBoolean()).isTrue();
    }

    private static JsonNode body(ModelRequest.Builder request) {
        PausedReply nothing = new PausedReply(WireJson.MAPPER.createArrayNode(), "");
        return Asked.parse(MessagesRequest.of(CONFIG, request.build()).json(nothing));
    }
}

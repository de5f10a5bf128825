package ai.massgen.backend.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.testkit.wire.WireReply;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tools that the provider runs: offered, told, sent back as they came, and gone on with after a pause. */
@Timeout(60)
class ServerToolsTest {
    private static final String MODEL = "claude-sonnet-5-5";
    private static final String[] SEARCHING = {
        "{\"type\":\"message_start\",\"message\":{\"container\":{\"id\":\"container_7\"},\"usage\":{\"input_tokens\":9,"
                + "\"output_tokens\":1}}}",
        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                + "{\"type\":\"server_tool_use\",\"id\":\"s1\",\"name\":\"web_search\",\"input\":{}}}",
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"query\\\":\"}}",
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"q\\\"}\"}}",
        "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":"
                + "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s1\",\"content\":[{\"encrypted_content\":\"RXFR\"}]}}",
        "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
        "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"text_delta\",\"text\":\"Found: \"}}",
        "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"citations_delta\",\"citation\":{\"url\":\"u\"}}}"
    };
    private static final JsonNode VERBATIM = Asked.parse("""
            [{"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"q"}},
             {"type":"web_search_tool_result","tool_use_id":"s1","content":[{"encrypted_content":"RXFR"}]},
             {"type":"text","text":"Found: ","citations":[{"url":"u"}]}]
            """);

    @Test
    void theWorkOfAToolGoesBackAsItCame() throws Exception {
        Asked asked = Asked.of(MODEL, searching(), events("end_turn"));
        assertThat(asked.deltas())
                .containsExactly(
                        new ModelDelta.ProviderToolStarted(Capability.WEB_SEARCH), new ModelDelta.Text("Found: "));
        assertThat(asked.reply().toolCalls()).isEmpty();
        JsonNode sent = Asked.of(
                        MODEL,
                        Asked.conversation(
                                Message.User.of("Hello?"), asked.reply().toMessage(), Message.User.of("Go on.")),
                        WireReply.events().event(Asked.stop("end_turn")))
                .sent()
                .getFirst();
        assertThat(sent.at("/messages/1/content")).isEqualTo(VERBATIM);
    }

    @Test
    void afterAPauseTheProviderGoesOnWhereItWas() throws Exception {
        Asked asked = Asked.of(
                MODEL, searching(), events("pause_turn"), WireReply.events().event(Asked.text("nothing.", "end_turn")));
        assertThat(asked.reply().text()).isEqualTo("Found: nothing.");
        assertThat(asked.reply().usage()).contains(new Usage(9, 8, 0, 0));
        assertThat(asked.sent()).hasSize(2);
        assertThat(asked.sent().get(0).has("container")).isFalse();
        JsonNode second = asked.sent().get(1);
        assertThat(second.path("container").asText()).isEqualTo("container_7");
        assertThat(second.path("messages")).hasSize(2);
        assertThat(second.at("/messages/1/role").asText()).isEqualTo("assistant");
        assertThat(second.at("/messages/1/content")).isEqualTo(VERBATIM);
        assertThat(asked.reply().state().orElseThrow().json().text())
                .contains("\"text\":\"Found: \"", "\"text\":\"nothing.\"");
    }

    @Test
    void aProviderThatPausesWithoutEndIsNotFollowed() {
        WireReply[] pauses = new WireReply[12];
        Arrays.setAll(pauses, i -> events("pause_turn"));
        BackendException failure =
                catchThrowableOfType(BackendException.class, () -> Asked.of(MODEL, searching(), pauses));
        assertThat(failure.kind()).isEqualTo(Kind.MALFORMED_REPLY);
        assertThat(failure).hasMessageContaining("pauses again and again");
    }

    @Test
    void toolsOfBothKindsAndASchemaTravelTogether() throws Exception {
        ToolSpec look = new ToolSpec("look", "Looks.", new Json("{}"));
        JsonNode sent = Asked.of(
                        MODEL,
                        searching().tools(List.of(look)).outputSchema(new Json("{\"properties\":{}}")),
                        events("end_turn"))
                .sent()
                .getFirst();
        assertThat(sent.path("tools")).isEqualTo(Asked.parse("""
                [{"name":"look","description":"Looks.","input_schema":{"type":"object"}},
                 {"type":"web_search_20260318","name":"web_search","allowed_callers":["direct"]}]
                """));
        assertThat(sent.path("output_config")).isEqualTo(Asked.parse("""
                {"format":{"type":"json_schema","schema":{"properties":{},"type":"object"}}}
                """));
    }

    private static ModelRequest.Builder searching() {
        return Asked.question().providerTools(Set.of(Capability.WEB_SEARCH));
    }

    private static WireReply events(String stopReason) {
        return WireReply.events().event(SEARCHING).event(Asked.stop(stopReason));
    }
}

package ai.massgen.backend.claude;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolResult;
import ai.massgen.testkit.wire.WireReply;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thoughts are signed for one model and one beginning. They go back as they came, or not at all. */
@Timeout(60)
class SignedContentTest {
    private static final String MODEL = "claude-sonnet-5-5";
    private static final Message QUESTION = Message.User.of("Hello?");
    private static final WireReply DONE = WireReply.events().event(Asked.stop("end_turn"));
    private static final String[] THINKING = {
        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"H\"}}",
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"m.\"}}",
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}}",
        "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"redacted_thinking\",\"data\":\"b3BhcXVl\"}}",
        "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"look\",\"input\":{}}}",
        "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"x\\\":1}\"}}",
        "{\"type\":\"content_block_start\",\"index\":3,\"content_block\":{\"type\":\"from_the_future\",\"it\":[1]}}",
        Asked.stop("tool_use")
    };
    private static final JsonNode VERBATIM = Asked.parse("""
            [{"type":"thinking","thinking":"Hm.","signature":"c2ln"},
             {"type":"redacted_thinking","data":"b3BhcXVl"},
             {"type":"tool_use","id":"a","name":"look","input":{"x":1}},
             {"type":"from_the_future","it":[1]}]
            """);
    private static final JsonNode ANEW =
            Asked.parse("[{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"look\",\"input\":{\"x\":1}}]");

    @Test
    void allBlocksGoBackVerbatimAfterTheSameBeginning() throws Exception {
        ModelReply reply = Asked.of(Asked.conversation(QUESTION), THINKING).reply();
        assertThat(sentBack(MODEL, QUESTION, reply)).isEqualTo(VERBATIM);
    }

    @Test
    void nothingSignedGoesBackAfterAnotherBeginning() throws Exception {
        ModelReply reply = Asked.of(Asked.conversation(QUESTION), THINKING).reply();
        assertThat(sentBack(MODEL, Message.User.of("Hello!"), reply)).isEqualTo(ANEW);
        ModelReply underASystemText = Asked.of(Asked.conversation(QUESTION).system("Be brief."), THINKING)
                .reply();
        assertThat(sentBack(MODEL, QUESTION, underASystemText)).isEqualTo(ANEW);
    }

    @Test
    void nothingSignedGoesToAnotherModel() throws Exception {
        ModelReply reply = Asked.of(Asked.conversation(QUESTION), THINKING).reply();
        assertThat(sentBack("claude-opus-5-5", QUESTION, reply)).isEqualTo(ANEW);
    }

    @Test
    void whatIsDroppedTakesWhatCameAfterItAlong() throws Exception {
        Message result = new Message.ToolResults(List.of(ToolResult.success("a", "seen")));
        ModelReply first = Asked.of(Asked.conversation(QUESTION), THINKING).reply();
        ModelReply second = Asked.of(Asked.conversation(QUESTION, first.toMessage(), result), THINKING)
                .reply();
        JsonNode same = sent(MODEL, QUESTION, first.toMessage(), result, second.toMessage(), result);
        assertThat(same.at("/messages/3/content")).isEqualTo(VERBATIM);
        JsonNode other = sent(MODEL, Message.User.of("Hello!"), first.toMessage(), result, second.toMessage(), result);
        assertThat(other.at("/messages/3/content")).isEqualTo(ANEW);
    }

    @Test
    void aThoughtWithoutItsSignatureIsNotKept() throws Exception {
        ModelReply cut = Asked.of(Asked.conversation(QUESTION), THINKING[0], THINKING[1], Asked.stop("max_tokens"))
                .reply();
        assertThat(cut.state()).isEmpty();
    }

    @Test
    void withoutThoughtsThereIsNothingToKeep() throws Exception {
        assertThat(Asked.of(Asked.conversation(QUESTION), Asked.text("Hi.", "end_turn"))
                        .reply()
                        .state())
                .isEmpty();
    }

    private static JsonNode sentBack(String model, Message question, ModelReply reply) throws InterruptedException {
        Message result = new Message.ToolResults(List.of(ToolResult.success("a", "seen")));
        return sent(model, question, reply.toMessage(), result).at("/messages/1/content");
    }

    private static JsonNode sent(String model, Message... messages) throws InterruptedException {
        return Asked.of(model, Asked.conversation(messages), DONE).sent().getFirst();
    }
}

package ai.massgen.backend.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.testkit.wire.WireReply;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signatures go back to their model, on the parts that they came with, or not at all. */
@Timeout(60)
class SignedPartsTest {
    private static final Message QUESTION = Message.User.of("Hello?");
    private static final String[] CALLING = {
        Asked.parts("{\"text\":\"Let me \",\"thought\":true}"),
        Asked.parts("{\"text\":\"I \"}"),
        Asked.parts("{\"text\":\"look.\"}"),
        Asked.parts(
                "{\"functionCall\":{\"id\":\"a\",\"name\":\"look\",\"args\":{\"x\":1}},\"thoughtSignature\":\"c2ln\"}",
                "{\"functionCall\":{\"id\":\"b\",\"name\":\"look\",\"args\":{\"x\":2}}}"),
        Asked.parts("{\"text\":\"\",\"thoughtSignature\":\"bW9yZQ==\"}"),
        Asked.parts("{\"from_the_future\":{\"it\":[1]}}"),
        Asked.DONE
    };
    private static final JsonNode VERBATIM = Asked.parse("""
            [{"text":"I look."},
             {"functionCall":{"id":"a","name":"look","args":{"x":1}},"thoughtSignature":"c2ln"},
             {"functionCall":{"id":"b","name":"look","args":{"x":2}}},
             {"text":"","thoughtSignature":"bW9yZQ=="},
             {"from_the_future":{"it":[1]}}]
            """);

    @Test
    void partsGoBackAsTheyCame() throws Exception {
        ModelReply reply = Asked.of(Asked.conversation(QUESTION), CALLING).reply();
        assertThat(sentBack(Asked.MODEL, reply)).isEqualTo(VERBATIM);
    }

    @Test
    void nothingSignedGoesToAnotherModel() throws Exception {
        ModelReply reply = Asked.of(Asked.conversation(QUESTION), CALLING).reply();
        assertThat(sentBack("gemini-2.5-pro", reply)).isEqualTo(Asked.parse("""
                [{"text":"I look."},
                 {"functionCall":{"id":"a","name":"look","args":{"x":1}}},
                 {"functionCall":{"id":"b","name":"look","args":{"x":2}}}]
                """));
    }

    @Test
    void aStrictModelIsToldOnceThatTheCallsAreNotItsOwn() throws Exception {
        ModelReply reply = Asked.of(Asked.conversation(QUESTION), CALLING).reply();
        assertThat(sentBack("gemini-4-argon", reply)).isEqualTo(Asked.parse("""
                [{"text":"I look."},
                 {"functionCall":{"id":"a","name":"look","args":{"x":1}},
                  "thoughtSignature":"skip_thought_signature_validator"},
                 {"functionCall":{"id":"b","name":"look","args":{"x":2}}}]
                """));
    }

    @Test
    void textBetweenSignaturesIsNotMerged() throws Exception {
        ModelReply reply = Asked.of(
                        Asked.conversation(QUESTION),
                        Asked.parts("{\"text\":\"a\"}"),
                        Asked.parts("{\"text\":\"b\",\"thoughtSignature\":\"c2ln\"}"),
                        Asked.parts("{\"text\":\"c\"}"),
                        Asked.parts("{\"text\":\"d\"}"),
                        Asked.DONE)
                .reply();
        assertThat(reply.text()).isEqualTo("abcd");
        assertThat(sentBack(Asked.MODEL, reply))
                .isEqualTo(Asked.parse(
                        "[{\"text\":\"a\"},{\"text\":\"b\",\"thoughtSignature\":\"c2ln\"},{\"text\":\"cd\"}]"));
    }

    @Test
    void withoutSignaturesThereIsNothingToKeep() throws Exception {
        assertThat(Asked.of(
                                Asked.question(),
                                Asked.parts("{\"text\":\"Hm.\",\"thought\":true}", "{\"text\":\"Hi.\"}"),
                                Asked.parts("{\"functionCall\":{\"name\":\"look\"}}"),
                                Asked.DONE)
                        .reply()
                        .state())
                .isEmpty();
    }

    @Test
    void idsThatWereMadeUpHereAreNotSent() throws Exception {
        ToolCall call = new ToolCall("massgen-call-1", "look", Json.EMPTY_OBJECT);
        Message assistant = new Message.Assistant("", List.of(call), Optional.empty());
        JsonNode sent = sent(
                "gemini-2.5-pro",
                QUESTION,
                assistant,
                new Message.ToolResults(List.of(ToolResult.success("massgen-call-1", "seen"))));
        assertThat(sent.at("/1/parts/0")).isEqualTo(Asked.parse("{\"functionCall\":{\"name\":\"look\",\"args\":{}}}"));
        assertThat(sent.at("/2/parts/0"))
                .isEqualTo(
                        Asked.parse("{\"functionResponse\":{\"name\":\"look\",\"response\":{\"output\":\"seen\"}}}"));
    }

    private static JsonNode sentBack(String model, ModelReply reply) throws InterruptedException {
        Message results =
                new Message.ToolResults(List.of(ToolResult.success("a", "seen"), ToolResult.success("b", "too")));
        return sent(model, QUESTION, reply.toMessage(), results).at("/1/parts");
    }

    private static JsonNode sent(String model, Message... messages) throws InterruptedException {
        return Asked.of(model, Asked.conversation(messages), WireReply.events().event(Asked.DONE))
                .sent()
                .getFirst()
                .path("contents");
    }
}

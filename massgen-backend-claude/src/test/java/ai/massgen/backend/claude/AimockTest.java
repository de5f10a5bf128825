package ai.massgen.backend.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.testkit.wire.Aimock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that we did not write, speaking the wire. */
@Timeout(60)
class AimockTest {
    private static final ToolSpec WEATHER = new ToolSpec(
            "weather",
            "Tells the weather.",
            new Json("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}"));

    @SuppressWarnings("NullAway.Init")
    private static Aimock aimock;

    @BeforeAll
    static void start() throws IOException {
        aimock = Aimock.start(Path.of("src/test/resources/aimock"));
    }

    @AfterAll
    static void stop() {
        if (aimock != null) {
            aimock.close();
        }
    }

    @Test
    void textAndReasoningArrive() throws Exception {
        List<ModelDelta> deltas = new ArrayList<>();
        try (Model model = open()) {
            ModelReply reply = model.generate(request(Message.User.of("Say hello.")), deltas::add);
            assertThat(reply.text()).isEqualTo("Hello, this is a longer answer that comes in many pieces. 🌍");
            assertThat(reply.stopReason()).isEqualTo(StopReason.END);
        }
        assertThat(deltas).startsWith(new ModelDelta.Reasoning("A greeting.")).hasSizeGreaterThan(3);
    }

    @Test
    void aToolLoopOfTwoTurnsEndsInAnAnswer() throws Exception {
        try (Model model = open()) {
            Message question = Message.User.of("How is the weather?");
            ModelReply calls = model.generate(request(question), delta -> {});
            assertThat(calls.stopReason()).isEqualTo(StopReason.TOOL_CALLS);
            assertThat(calls.toolCalls())
                    .containsExactly(
                            new ToolCall("call_a", "weather", new Json("{\"city\":\"Zürich\"}")),
                            new ToolCall("call_b", "weather", new Json("{\"city\":\"Bern\"}")));
            Message results = new Message.ToolResults(
                    List.of(ToolResult.success("call_a", "sunny"), ToolResult.success("call_b", "fog")));
            ModelReply answer = model.generate(request(question, calls.toMessage(), results), delta -> {});
            assertThat(answer.text()).isEqualTo("Zürich is sunny, Bern has fog.");
        }
    }

    @Test
    void aBusyServerIsOverloaded() {
        try (Model model = open()) {
            BackendException failure = catchThrowableOfType(
                    BackendException.class,
                    () -> model.generate(request(Message.User.of("You are too busy.")), delta -> {}));
            assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(failure).hasMessageContaining("Overloaded");
        }
    }

    private static Model open() {
        return new ClaudeBackend().open(Asked.config(aimock.uri(), Asked.KEY), Asked.ENGINE);
    }

    private static ModelRequest request(Message... messages) {
        return Asked.conversation(messages).tools(List.of(WEATHER)).build();
    }
}

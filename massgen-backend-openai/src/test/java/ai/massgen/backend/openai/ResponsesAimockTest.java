package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.testkit.backend.TestContext;
import ai.massgen.testkit.wire.Aimock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that we did not write, speaking the Responses API. */
@Timeout(60)
class ResponsesAimockTest {
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
            ModelReply reply = model.generate(request(List.of(Message.User.of("Say hello.")), 1), deltas::add);
            assertThat(reply.text()).isEqualTo("Hello, this is a longer answer that comes in many pieces. 🌍");
            assertThat(reply.stopReason()).isEqualTo(StopReason.END);
            assertThat(reply.usage()).as("aimock counts no tokens on this wire").isPresent();
            assertThat(reply.requestId()).isPresent();
        }
        assertThat(deltas).startsWith(new ModelDelta.Reasoning("A greeting.")).hasSizeGreaterThan(3);
    }

    @Test
    void aToolLoopOfTwoTurnsEndsInAnAnswer() throws Exception {
        try (Model model = open()) {
            Message question = Message.User.of("How is the weather?");
            ModelReply calls = model.generate(request(List.of(question), 1), delta -> {});
            assertThat(calls.stopReason()).isEqualTo(StopReason.TOOL_CALLS);
            assertThat(calls.toolCalls())
                    .containsExactly(
                            new ToolCall("call_a", "weather", new Json("{\"city\":\"Zürich\"}")),
                            new ToolCall("call_b", "weather", new Json("{\"city\":\"Bern\"}")));
            Message results = new Message.ToolResults(
                    List.of(ToolResult.success("call_a", "sunny"), ToolResult.success("call_b", "fog")));
            ModelReply answer = model.generate(request(List.of(question, calls.toMessage(), results), 2), delta -> {});
            assertThat(answer.text()).isEqualTo("Zürich is sunny, Bern has fog.");
        }
    }

    @Test
    void tooManyRequestsAreRateLimited() {
        try (Model model = open()) {
            BackendException failure = catchThrowableOfType(
                    BackendException.class,
                    () -> model.generate(request(List.of(Message.User.of("You ask too fast.")), 1), delta -> {}));
            assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(1));
            assertThat(failure).hasMessageContaining("Rate limit reached");
        }
    }

    private static Model open() {
        return new OpenAiBackend().open(config(), TestContext.with());
    }

    private static OpenAiConfig config() {
        return Settings.of("gpt-6.1-sol")
                .with("baseUrl", aimock.uri().resolve("/v1"))
                .with("preset", "openai")
                .config();
    }

    private static ModelRequest request(List<Message> messages, int call) {
        return ModelRequest.builder(new CallKey("agent1", call), messages)
                .tools(List.of(WEATHER))
                .timeouts(Chat.LONG)
                .build();
    }
}

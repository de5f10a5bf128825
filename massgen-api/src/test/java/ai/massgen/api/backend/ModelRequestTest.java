package ai.massgen.api.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ModelRequestTest {
    private static final CallKey KEY = new CallKey("agent1", 1);

    @Test
    void whatIsNotSetIsAbsent() {
        ModelRequest request =
                ModelRequest.builder(KEY, List.of(Message.User.of("hi"))).build();

        assertThat(request.system()).isEmpty();
        assertThat(request.tools()).isEmpty();
        assertThat(request.temperature()).isEmpty();
        assertThat(request.seed()).isEmpty();
        assertThat(request.maxOutputTokens()).isEmpty();
        assertThat(request.timeouts()).isEqualTo(ModelRequest.Timeouts.DEFAULT);
    }

    @Test
    void whatIsSetIsThere() {
        ToolSpec tool = new ToolSpec("add", "adds", Json.EMPTY_OBJECT);
        ModelRequest.Timeouts timeouts =
                new ModelRequest.Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
        ModelRequest request = ModelRequest.builder(KEY, List.of(Message.User.of("hi")))
                .system("be brief")
                .tools(List.of(tool))
                .temperature(0.5)
                .seed(7)
                .maxOutputTokens(100)
                .timeouts(timeouts)
                .build();

        assertThat(request.key()).isEqualTo(KEY);
        assertThat(request.system()).contains("be brief");
        assertThat(request.tools()).containsExactly(tool);
        assertThat(request.temperature()).hasValue(0.5);
        assertThat(request.seed()).hasValue(7);
        assertThat(request.maxOutputTokens()).hasValue(100);
        assertThat(request.timeouts()).isEqualTo(timeouts);
    }

    @Test
    void aRequestDoesNotFollowLaterChangesOfItsMessages() {
        List<Message> messages = new ArrayList<>(List.of(Message.User.of("hi")));
        ModelRequest request = ModelRequest.builder(KEY, messages).build();

        messages.clear();

        assertThat(request.messages()).containsExactly(Message.User.of("hi"));
    }

    @Test
    void aRequestHasAMessage() {
        assertThatThrownBy(() -> ModelRequest.builder(KEY, List.of()).build())
                .hasMessage("a request needs at least one message");
    }

    @Test
    void timeoutsArePositive() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new ModelRequest.Timeouts(second, Duration.ZERO, second))
                .hasMessage("a timeout must be positive, got PT0S");
    }

    @Test
    void callsAreCountedFromOne() {
        assertThatThrownBy(() -> new CallKey("agent1", 0)).hasMessage("call numbers start at 1, got 0");
    }

    @Test
    void aReplyBecomesAMessageWithItsCallsAndState() {
        ToolCall call = new ToolCall("c1", "add", Json.EMPTY_OBJECT);
        ProviderState state = new ProviderState("openai", "m", Json.EMPTY_OBJECT);
        RateLimits limits = new RateLimits(OptionalLong.of(1), OptionalLong.empty(), Optional.empty());
        ModelReply reply = ModelReply.builder(StopReason.TOOL_CALLS)
                .text("let me add")
                .toolCalls(List.of(call))
                .state(state)
                .usage(Usage.ZERO)
                .rateLimits(limits)
                .requestId("r1")
                .build();

        assertThat(reply.toMessage()).isEqualTo(new Message.Assistant("let me add", List.of(call), Optional.of(state)));
        assertThat(reply.usage()).contains(Usage.ZERO);
        assertThat(reply.rateLimits()).contains(limits);
        assertThat(reply.requestId()).contains("r1");
    }
}

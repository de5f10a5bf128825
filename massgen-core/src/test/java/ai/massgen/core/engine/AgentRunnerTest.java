package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolCall;
import ai.massgen.core.pace.Lane;
import ai.massgen.core.prompt.Sensitivity;
import ai.massgen.core.prompt.Workplace;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Answer;
import ai.massgen.core.protocol.AnswerLabel;
import ai.massgen.core.protocol.Brief;
import ai.massgen.core.protocol.Choice;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AgentRunnerTest {
    private static final Alias ADA = new Alias(1);
    private static final Alias BEN = new Alias(2);

    private final LinkedBlockingQueue<ModelRequest> requests = new LinkedBlockingQueue<>();
    private @Nullable AgentRunner runner;

    /** Answers each request with a call of {@code new_answer}. */
    private final class Eager implements Model {
        @Override
        public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) {
            requests.add(request);
            return ModelReply.builder(StopReason.TOOL_CALLS)
                    .toolCalls(List.of(
                            new ToolCall("c" + request.key().call(), "new_answer", new Json("{\"content\":\"mine\"}"))))
                    .build();
        }

        @Override
        public void close() {}
    }

    private AgentRunner runner(Consumer<Input> inbox) {
        Persona persona = new Persona(
                ADA,
                Optional.empty(),
                2,
                "why?",
                List.of(),
                Sensitivity.BALANCED,
                Workplace.NONE,
                Long.MAX_VALUE,
                ModelRequest.Timeouts.DEFAULT,
                5,
                Assignment.PLAIN);
        ModelCaller caller = new ModelCaller(
                ADA.toString(),
                new Eager(),
                event -> {},
                new Meter(),
                new RetryPolicy(1, Duration.ofMillis(500), Duration.ofMinutes(1)),
                new SplittableRandom(1),
                duration -> {},
                Lane.FREE);
        return new AgentRunner(
                ADA,
                new AgentDialogue(persona, caller, AgentDialogue.Tools.NONE, Memory.empty(), event -> {}),
                inbox,
                event -> {},
                Duration.ofMinutes(1),
                agent -> {});
    }

    /** The next turn is given while the agent has not yet looked at the verdict on the last one. */
    @Test
    void anAcceptedAnswerStaysInTheConversationHoweverSoonTheNextTurnBegins() throws InterruptedException {
        Answer other = new Answer(new AnswerLabel(BEN, 1), "theirs", 2);
        runner = runner(input -> {
            AgentRunner it = runner;
            if (it != null && input instanceof Input.Submitted submitted && submitted.turn() == 1) {
                it.deliver(1, new Verdict.Accepted());
                it.start(2, new Brief.Evaluate(2, List.of(other), Choice.VOTE_OR_ANSWER));
                for (int i = 0; i < 5_000_000 && !Thread.currentThread().isInterrupted(); i++) {
                    Thread.onSpinWait();
                }
            }
        });
        try (AgentRunner it = runner) {
            it.start(1, new Brief.FirstAnswer(false));

            assertThat(requests.poll(10, TimeUnit.SECONDS)).isNotNull();
            ModelRequest second = requests.poll(10, TimeUnit.SECONDS);
            assertThat(second).isNotNull();
            assertThat(second.messages())
                    .filteredOn(Message.Assistant.class::isInstance)
                    .extracting(message ->
                            ((Message.Assistant) message).toolCalls().getFirst().name())
                    .containsExactly("new_answer");
        }
    }
}

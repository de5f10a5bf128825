package ai.massgen.backend.scripted;

import static ai.massgen.backend.scripted.Stage.ANSWER;
import static ai.massgen.backend.scripted.Stage.QUESTION;
import static ai.massgen.backend.scripted.Stage.auto;
import static ai.massgen.backend.scripted.Stage.echo;
import static ai.massgen.backend.scripted.Stage.open;
import static ai.massgen.backend.scripted.Stage.request;
import static ai.massgen.backend.scripted.Stage.vote;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolCall;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoAndEchoTest {
    private final Stage stage = new Stage();
    private final Message own = new Message.Assistant(
            "", List.of(Workflow.answer(request(1, List.of(), QUESTION).key(), 0, "mine")), Optional.empty());

    @Test
    void autoAnswersFirstAndSaysThatItIsSimulated() {
        ToolCall call = only(
                stage.ask(open(auto(0)), request(1, List.of(ANSWER), QUESTION)).toolCalls());

        assertThat(call.name()).isEqualTo("new_answer");
        assertThat(call.arguments().text())
                .isEqualTo("{\"content\":\"This is a simulated answer (agent1, call 1): no model was asked.\"}");
    }

    @Test
    void autoAnswersBeforeItVotesEvenIfItMayVote() {
        ToolCall call = only(stage.ask(open(auto(0)), request(1, List.of(ANSWER, vote("agent2")), QUESTION))
                .toolCalls());

        assertThat(call.name()).isEqualTo("new_answer");
    }

    @ParameterizedTest
    @CsvSource({"0, agent1", "1, agent2", "2, agent3", "3, agent1", "-1, agent3"})
    void autoVotesByItsSeed(long seed, String target) {
        ToolCall call = only(stage.ask(
                        open(auto(seed)),
                        request(2, List.of(ANSWER, vote("agent1", "agent2", "agent3")), QUESTION, own, QUESTION))
                .toolCalls());

        assertThat(call.name()).isEqualTo("vote");
        assertThat(call.arguments().text()).startsWith("{\"agent_id\":\"" + target + "\"");
    }

    @Test
    void autoPresentsWhatItAnswered() {
        assertThat(stage.ask(open(auto(0)), request(3, List.of(), QUESTION, own, QUESTION))
                        .text())
                .isEqualTo("mine");
    }

    @Test
    void echoAnswersWithTheLastUserMessage() {
        ToolCall call = only(
                stage.ask(open(echo()), request(1, List.of(ANSWER), QUESTION)).toolCalls());

        assertThat(call.arguments().text()).isEqualTo("{\"content\":\"How many?\"}");
    }

    @Test
    void echoVotesOnceItHasAnswered() {
        ToolCall call =
                only(stage.ask(open(echo()), request(2, List.of(ANSWER, vote("agent1")), QUESTION, own, QUESTION))
                        .toolCalls());

        assertThat(call.name()).isEqualTo("vote");
    }

    @Test
    void echoWithoutToolsSaysTheLastUserMessage() {
        assertThat(stage.ask(open(echo()), request(1, List.of(), own, QUESTION)).text())
                .isEqualTo("How many?");
    }

    private static ToolCall only(List<ToolCall> calls) {
        assertThat(calls).hasSize(1);
        return calls.getFirst();
    }
}

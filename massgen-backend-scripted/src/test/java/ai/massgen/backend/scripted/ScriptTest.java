package ai.massgen.backend.scripted;

import static ai.massgen.backend.scripted.Stage.ANSWER;
import static ai.massgen.backend.scripted.Stage.QUESTION;
import static ai.massgen.backend.scripted.Stage.open;
import static ai.massgen.backend.scripted.Stage.request;
import static ai.massgen.backend.scripted.Stage.saying;
import static ai.massgen.backend.scripted.Stage.script;
import static ai.massgen.backend.scripted.Stage.step;
import static ai.massgen.backend.scripted.Stage.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private final Stage stage = new Stage();

    @Test
    void eachCallPlaysTheNextStep() {
        Model model = open(script(saying("one"), saying("two")));

        assertThat(stage.ask(model, request(1, List.of(), QUESTION)).text()).isEqualTo("one");
        assertThat(stage.ask(model, request(2, List.of(), QUESTION)).text()).isEqualTo("two");
    }

    @Test
    void whatIsSaidAndThoughtIsStreamedWordByWord() {
        ModelReply reply = stage.ask(
                open(script(step().think("let me see")
                        .say("It is\n 42.")
                        .answer("42")
                        .build())),
                request(1, List.of(ANSWER), QUESTION));

        assertThat(stage.deltas)
                .containsExactly(
                        new ModelDelta.Reasoning("let "),
                        new ModelDelta.Reasoning("me "),
                        new ModelDelta.Reasoning("see"),
                        new ModelDelta.Text("It "),
                        new ModelDelta.Text("is\n "),
                        new ModelDelta.Text("42."),
                        new ModelDelta.ToolCallStarted("new_answer"));
        assertThat(reply.text()).isEqualTo("It is\n 42.");
    }

    @Test
    void aStepCallsSeveralToolsInOneReply() {
        ScriptedConfig.Call second = new ScriptedConfig.Call("files__read", Optional.of(new Json("{\"path\": \"a\"}")));
        ModelReply reply = stage.ask(
                open(script(step().tool("files__list").calls(second).build())), request(3, List.of(), QUESTION));

        assertThat(reply.stopReason()).isEqualTo(StopReason.TOOL_CALLS);
        assertThat(reply.toolCalls())
                .containsExactly(
                        new ToolCall("agent1-3-1", "files__list", Json.EMPTY_OBJECT),
                        new ToolCall("agent1-3-2", "files__read", new Json("{\"path\":\"a\"}")));
    }

    @Test
    void anAnswerAndAVoteAreCallsOfTheWorkflowTools() {
        Model model = open(script(
                step().answer("42 \"or so\"").build(),
                step().vote("agent2").reason("it is right").build()));

        assertThat(stage.ask(model, request(1, List.of(ANSWER), QUESTION)).toolCalls())
                .containsExactly(
                        new ToolCall("agent1-1-1", "new_answer", new Json("{\"content\":\"42 \\\"or so\\\"\"}")));
        assertThat(stage.ask(model, request(2, List.of(vote("agent2")), QUESTION))
                        .toolCalls())
                .containsExactly(new ToolCall(
                        "agent1-2-1", "vote", new Json("{\"agent_id\":\"agent2\",\"reason\":\"it is right\"}")));
    }

    @Test
    void aStepQuotesWhatAToolReallySaid() {
        Message calls = new Message.Assistant(
                "", List.of(new ToolCall("1", "files__read", Json.EMPTY_OBJECT)), Optional.empty());
        Message results = new Message.ToolResults(List.of(ToolResult.success("1", "say \"{{last_user_text}}\"")));
        ModelReply reply = stage.ask(
                open(script(step().say("The file says: {{last_tool_result}} {{unknown}} {{")
                        .tool("log")
                        .arguments("{\"seen\":[\"{{last_tool_result}}\"],\"asked\":\"{{last_user_text}}\"}")
                        .build())),
                request(2, List.of(), QUESTION, calls, results));

        assertThat(reply.text()).isEqualTo("The file says: say \"{{last_user_text}}\" {{unknown}} {{");
        assertThat(reply.toolCalls().getFirst().arguments().text())
                .isEqualTo("{\"seen\":[\"say \\\"{{last_user_text}}\\\"\"],\"asked\":\"How many?\"}");
    }

    @Test
    void afterTheLastStepItGoesOnByItself() {
        Model model = open(script(step().answer("42").build()));
        stage.ask(model, request(1, List.of(ANSWER), QUESTION));
        Message own = new Message.Assistant(
                "", List.of(Workflow.answer(request(1, List.of(), QUESTION).key(), 0, "42")), Optional.empty());
        Message recorded = new Message.ToolResults(List.of(ToolResult.success("agent1-1-1", "Recorded.")));

        ModelReply voting =
                stage.ask(model, request(2, List.of(ANSWER, vote("agent1", "agent2")), QUESTION, own, recorded));
        ModelReply presenting = stage.ask(model, request(3, List.of(), QUESTION, own, recorded, QUESTION));

        assertThat(voting.toolCalls()).extracting(ToolCall::name).containsExactly("vote");
        assertThat(presenting.text()).isEqualTo("42");
    }

    @Test
    void aStepFailsAfterWhatItSays() {
        Model model = open(script(
                step().say("It is").fail(BackendException.Kind.RATE_LIMITED).build()));

        assertThatThrownBy(() -> stage.ask(model, request(1, List.of(), QUESTION)))
                .isInstanceOfSatisfying(
                        BackendException.class, e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.RATE_LIMITED))
                .hasMessage("step 1 of the script fails on purpose");
        assertThat(stage.deltas).containsExactly(new ModelDelta.Text("It "), new ModelDelta.Text("is"));
    }
}

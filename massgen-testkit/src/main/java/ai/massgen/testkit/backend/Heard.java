package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.ToolCall;
import java.util.List;
import java.util.Optional;

/**
 * What came of one call. The rules that hold for every call are checked where it is made.
 *
 * @param deltas what was heard
 * @param outcome the reply, if there is one
 * @param problem the failure, if there is no reply
 */
record Heard(List<ModelDelta> deltas, Optional<ModelReply> outcome, Optional<BackendException> problem) {
    static Heard ask(Model model, ModelRequest request) throws InterruptedException {
        Listener listener = new Listener();
        try {
            ModelReply reply = model.generate(request, listener);
            listener.end();
            assertThat(reply.text())
                    .as("the reply's text is the concatenation of the text deltas")
                    .isEqualTo(Listener.text(listener.deltas()));
            return new Heard(listener.deltas(), Optional.of(reply), Optional.empty());
        } catch (BackendException e) {
            listener.end();
            assertThat(e).as("a failure says what happened").message().isNotBlank();
            return new Heard(listener.deltas(), Optional.empty(), Optional.of(e));
        }
    }

    ModelReply reply() {
        problem.ifPresent(e -> {
            throw new AssertionError("expected a reply, got " + e.kind() + ": " + e.getMessage(), e);
        });
        return outcome.orElseThrow();
    }

    BackendException failure() {
        return problem.orElseThrow(() -> new AssertionError("expected a failure, got " + outcome));
    }

    Kind kind() {
        return failure().kind();
    }

    /** Asserts that the reply is what the scene is about. */
    void assertIs(Scene scene) {
        ModelReply reply = reply();
        assertThat(reply.text()).as("text").isEqualTo(scene.text());
        assertThat(Listener.thoughts(deltas)).as("reasoning").isEqualTo(scene.thoughts());
        assertThat(reply.stopReason()).as("stop reason").isEqualTo(scene.stopReason());
        assertThat(reply.toolCalls())
                .as("tool calls")
                .extracting(Heard::nameAndArguments)
                .isEqualTo(
                        scene.toolCalls().stream().map(Heard::nameAndArguments).toList());
        assertThat(reply.toolCalls())
                .as("ids of tool calls")
                .extracting(ToolCall::id)
                .allSatisfy(id -> assertThat(id).isNotBlank())
                .doesNotHaveDuplicates();
        assertThat(Listener.startedCalls(deltas))
                .as("tool calls are announced")
                .isEqualTo(scene.toolCalls().stream().map(ToolCall::name).toList());
    }

    private static String nameAndArguments(ToolCall call) {
        return call.name() + call.arguments().text().replaceAll("\\s", "");
    }
}

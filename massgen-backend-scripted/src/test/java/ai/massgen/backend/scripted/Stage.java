package ai.massgen.backend.scripted;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.backend.scripted.ScriptedConfig.Mode;
import ai.massgen.backend.scripted.ScriptedConfig.Step;
import ai.massgen.testkit.backend.TestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the tests share: settings, requests, and a listener for deltas. */
final class Stage {
    static final ToolSpec ANSWER = new ToolSpec("new_answer", "answers", Json.EMPTY_OBJECT);
    static final Message QUESTION = Message.User.of("How many?");

    final List<ModelDelta> deltas = new ArrayList<>();

    static ScriptedConfig auto(long seed) {
        return new ScriptedConfig(
                Mode.AUTO, List.of(), Optional.empty(), seed, Duration.ZERO, ScriptedConfig.Mismatch.STRICT);
    }

    static ScriptedConfig echo() {
        return new ScriptedConfig(
                Mode.ECHO, List.of(), Optional.empty(), 0, Duration.ZERO, ScriptedConfig.Mismatch.STRICT);
    }

    static ScriptedConfig script(Step... steps) {
        return new ScriptedConfig(
                Mode.SCRIPT, List.of(steps), Optional.empty(), 0, Duration.ZERO, ScriptedConfig.Mismatch.STRICT);
    }

    static ScriptedConfig replay(Path journal) {
        return new ScriptedConfig(
                Mode.REPLAY, List.of(), Optional.of(journal), 0, Duration.ZERO, ScriptedConfig.Mismatch.STRICT);
    }

    static Model open(ScriptedConfig config) {
        return new ScriptedBackend().open(config, TestContext.withoutWarnings());
    }

    static ToolSpec vote(String... candidates) {
        return new ToolSpec(
                "vote",
                "votes",
                new Json("{\"properties\":{\"agent_id\":{\"enum\":[\"" + String.join("\",\"", candidates) + "\"]}}}"));
    }

    static ModelRequest request(int call, List<ToolSpec> tools, Message... messages) {
        return ModelRequest.builder(new CallKey("agent1", call), List.of(messages))
                .tools(tools)
                .build();
    }

    ModelReply ask(Model model, ModelRequest request) {
        try {
            return model.generate(request, deltas::add);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    static Step saying(String text) {
        return new StepBuilder().say(text).build();
    }

    static StepBuilder step() {
        return new StepBuilder();
    }

    /** Steps have ten components, most of them absent. */
    static final class StepBuilder {
        private Optional<String> say = Optional.empty();
        private Optional<String> think = Optional.empty();
        private Optional<String> tool = Optional.empty();
        private Optional<Json> arguments = Optional.empty();
        private List<ScriptedConfig.Call> calls = List.of();
        private Optional<String> answer = Optional.empty();
        private Optional<String> vote = Optional.empty();
        private Optional<String> reason = Optional.empty();
        private Optional<BackendException.Kind> fail = Optional.empty();
        private Optional<Duration> delay = Optional.empty();

        StepBuilder say(String text) {
            say = Optional.of(text);
            return this;
        }

        StepBuilder think(String text) {
            think = Optional.of(text);
            return this;
        }

        StepBuilder tool(String name) {
            tool = Optional.of(name);
            return this;
        }

        StepBuilder arguments(String json) {
            arguments = Optional.of(new Json(json));
            return this;
        }

        StepBuilder calls(ScriptedConfig.Call... more) {
            calls = List.of(more);
            return this;
        }

        StepBuilder answer(String text) {
            answer = Optional.of(text);
            return this;
        }

        StepBuilder vote(String agent) {
            vote = Optional.of(agent);
            return this;
        }

        StepBuilder reason(String text) {
            reason = Optional.of(text);
            return this;
        }

        StepBuilder fail(BackendException.Kind kind) {
            fail = Optional.of(kind);
            return this;
        }

        StepBuilder delay(Duration wait) {
            delay = Optional.of(wait);
            return this;
        }

        Step build() {
            return new Step(say, think, tool, arguments, calls, answer, vote, reason, fail, delay);
        }
    }
}

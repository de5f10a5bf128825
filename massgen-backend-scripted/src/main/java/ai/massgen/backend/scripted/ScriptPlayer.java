package ai.massgen.backend.scripted;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import ai.massgen.backend.scripted.ScriptedConfig.Call;
import ai.massgen.backend.scripted.ScriptedConfig.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays one step per call, a retry included; after the last step it goes on as another player. Thread-safe. */
final class ScriptPlayer implements Player {
    private final List<Step> steps;
    private final Player afterwards;
    private final AtomicInteger played = new AtomicInteger();

    ScriptPlayer(List<Step> steps, Player afterwards) {
        this.steps = steps;
        this.afterwards = afterwards;
    }

    @Override
    public Cue next(ModelRequest request) {
        int step = played.getAndIncrement();
        return step < steps.size() ? cue(steps.get(step), step, request) : afterwards.next(request);
    }

    private static Cue cue(Step step, int index, ModelRequest request) {
        Placeholders fill = new Placeholders(request);
        Duration delay = step.delay().orElse(Duration.ZERO);
        String text = step.say().map(fill).orElse("");
        if (step.fail().isPresent()) {
            BackendException.Kind kind = step.fail().get();
            return new Cue.Failure(
                    delay, text, new BackendException(kind, "step " + (index + 1) + " of the script fails on purpose"));
        }
        List<ToolCall> calls = calls(step, request.key(), fill);
        ModelReply reply = ModelReply.builder(calls.isEmpty() ? StopReason.END : StopReason.TOOL_CALLS)
                .text(text)
                .toolCalls(calls)
                .build();
        return new Cue.Reply(delay, step.think().map(fill).orElse(""), reply);
    }

    private static List<ToolCall> calls(Step step, CallKey key, Placeholders fill) {
        List<Call> tools = new ArrayList<>();
        step.tool().ifPresent(tool -> tools.add(new Call(tool, step.arguments())));
        tools.addAll(step.calls());
        List<ToolCall> calls = new ArrayList<>();
        for (Call tool : tools) {
            Json arguments = fill.apply(tool.arguments().orElse(Json.EMPTY_OBJECT));
            calls.add(Workflow.call(key, calls.size(), tool.tool(), arguments));
        }
        step.answer().ifPresent(answer -> calls.add(Workflow.answer(key, calls.size(), fill.apply(answer))));
        step.vote()
                .ifPresent(agent -> calls.add(Workflow.vote(
                        key, calls.size(), agent, step.reason().map(fill).orElse("the script says so"))));
        return calls;
    }
}

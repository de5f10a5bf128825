package ai.massgen.backend.scripted;

import ai.massgen.api.backend.Backend;
import ai.massgen.backend.scripted.ScriptedConfig.Call;
import ai.massgen.backend.scripted.ScriptedConfig.Mode;
import ai.massgen.testkit.backend.BackendContract;
import ai.massgen.testkit.backend.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class ScriptedContractTest extends BackendContract<ScriptedConfig> {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Override
    protected Backend<ScriptedConfig> backend() {
        return new ScriptedBackend();
    }

    @Override
    protected Optional<ScriptedConfig> playing(Scene scene) {
        Stage.StepBuilder step = Stage.step();
        return switch (scene) {
            case TEXT -> script(step.say(scene.text()));
            case REASONING -> script(step.think(scene.thoughts()).say(scene.text()));
            case TOOL_CALL -> script(step.say(scene.text()).calls(calls(scene)));
            case PARALLEL_TOOL_CALLS -> script(step.calls(calls(scene)));
            case ECHO -> Optional.of(Stage.echo());
            case SILENCE -> script(step.say("late").delay(MINUTE));
            case HALF ->
                Optional.of(new ScriptedConfig(
                        Mode.SCRIPT,
                        List.of(step.say(scene.text()).build()),
                        Optional.empty(),
                        0,
                        MINUTE,
                        ScriptedConfig.Mismatch.STRICT));
            case FAILURE -> script(step.fail(Scene.failure()));
            case MAX_TOKENS -> Optional.empty();
        };
    }

    private static Optional<ScriptedConfig> script(Stage.StepBuilder step) {
        return Optional.of(Stage.script(step.build()));
    }

    private static Call[] calls(Scene scene) {
        return scene.toolCalls().stream()
                .map(call -> new Call(call.name(), Optional.of(call.arguments())))
                .toArray(Call[]::new);
    }
}

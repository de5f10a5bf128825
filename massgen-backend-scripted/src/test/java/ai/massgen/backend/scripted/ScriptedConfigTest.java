package ai.massgen.backend.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.Capability;
import ai.massgen.backend.scripted.ScriptedConfig.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptedConfigTest {
    @Test
    void theBackendSaysThatItIsSimulated() {
        assertThat(new ScriptedBackend().simulated()).isTrue();
    }

    @Test
    void onlyARecordingTakesEverything() {
        ScriptedBackend backend = new ScriptedBackend();

        assertThat(backend.capabilities(Stage.auto(0)))
                .containsExactlyInAnyOrder(Capability.TOOLS, Capability.PARALLEL_TOOL_CALLS);
        assertThat(backend.capabilities(Stage.replay(Path.of("j")))).containsExactlyInAnyOrder(Capability.values());
    }

    @Test
    void aScriptNeedsStepsAndStepsNeedAScript() {
        assertThatThrownBy(Stage::script)
                .hasMessage("mode script needs steps; for an agent that plays by itself use mode auto");
        assertThatThrownBy(() -> new ScriptedConfig(
                        Mode.AUTO,
                        List.of(Stage.saying("hi")),
                        Optional.empty(),
                        0,
                        Duration.ZERO,
                        ScriptedConfig.Mismatch.STRICT))
                .hasMessage("steps are played in mode script only; set mode: script");
    }

    @Test
    void aReplayNeedsAJournalAndAJournalAReplay() {
        assertThatThrownBy(() -> new ScriptedConfig(
                        Mode.REPLAY, List.of(), Optional.empty(), 0, Duration.ZERO, ScriptedConfig.Mismatch.STRICT))
                .hasMessage("mode replay needs journal, the journal.jsonl of a run or the run's folder");
        assertThatThrownBy(() -> new ScriptedConfig(
                        Mode.ECHO,
                        List.of(),
                        Optional.of(Path.of("j")),
                        0,
                        Duration.ZERO,
                        ScriptedConfig.Mismatch.STRICT))
                .hasMessage("a journal is played in mode replay only; set mode: replay");
    }

    @Test
    void aStepDoesSomethingThatMakesSense() {
        assertThatThrownBy(() -> Stage.step().build())
                .hasMessage("a step needs at least one of say, think, tool, calls, answer, vote, fail");
        assertThatThrownBy(() -> Stage.step().say("x").arguments("{}").build())
                .hasMessage("arguments without tool: {}");
        assertThatThrownBy(() -> Stage.step().answer("x").reason("y").build()).hasMessage("reason without vote: 'y'");
        assertThatThrownBy(() -> Stage.step()
                        .answer("x")
                        .fail(BackendException.Kind.REFUSED)
                        .build())
                .hasMessage("a step either fails or calls tools, answers and votes");
    }
}

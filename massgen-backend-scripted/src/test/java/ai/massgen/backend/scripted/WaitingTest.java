package ai.massgen.backend.scripted;

import static ai.massgen.backend.scripted.Stage.QUESTION;
import static ai.massgen.backend.scripted.Stage.open;
import static ai.massgen.backend.scripted.Stage.request;
import static ai.massgen.backend.scripted.Stage.saying;
import static ai.massgen.backend.scripted.Stage.script;
import static ai.massgen.backend.scripted.Stage.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.backend.scripted.ScriptedConfig.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WaitingTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aReplyThatTakesTooLongTimesOut() {
        Duration moment = Duration.ofMillis(2);

        assertTimeout(requestWithin(moment, HOUR, HOUR), "the scripted model said nothing within 2 ms");
        assertTimeout(requestWithin(HOUR, HOUR, moment), "the scripted model gave no complete reply within 2 ms");
    }

    @Test
    void aPauseThatTakesTooLongTimesOut() {
        Model model = open(new ScriptedConfig(
                Mode.SCRIPT,
                List.of(saying("one two")),
                Optional.empty(),
                0,
                Duration.ofSeconds(59),
                ScriptedConfig.Mismatch.STRICT));

        assertThatThrownBy(() -> new Stage().ask(model, requestWithin(HOUR, Duration.ofMillis(2), HOUR)))
                .hasMessage("the scripted model fell silent for 2 ms");
    }

    @Test
    void aRefusalNamesWhatIsTooMuch() {
        ModelRequest sampled = ModelRequest.builder(new CallKey("agent1", 1), List.of(QUESTION))
                .temperature(1)
                .build();

        assertThatThrownBy(() -> new Stage().ask(open(script(saying("hi"))), sampled))
                .hasMessage("a scripted model cannot take [TEMPERATURE]; leave these settings out");
    }

    private static void assertTimeout(ModelRequest request, String message) {
        Model model =
                open(script(step().say("late").delay(Duration.ofMinutes(50)).build()));
        assertThatThrownBy(() -> new Stage().ask(model, request))
                .isInstanceOfSatisfying(
                        BackendException.class, e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.TIMEOUT))
                .hasMessage(message);
    }

    private static ModelRequest requestWithin(Duration firstToken, Duration idle, Duration total) {
        return ModelRequest.builder(new CallKey("agent1", 1), List.of(QUESTION))
                .timeouts(new ModelRequest.Timeouts(firstToken, idle, total))
                .build();
    }
}

package ai.massgen.api.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an image may be told to be: nothing that an engine could read as an instruction. */
class CommitSpecTest {
    private static CommitSpec spec(String reference, String program, String value, String label) {
        return new CommitSpec(
                reference, List.of(program), Map.of("A", value), new RunAs.Ids(5, 5), Map.of(label, value));
    }

    @Test
    void aPlainOneIsKept() {
        CommitSpec spec = spec("massgen.local/npx/a:1", "/opt/run", "/opt/site", "ai.massgen.recipe");

        assertThat(spec.entrypoint()).containsExactly("/opt/run");
        assertThat(spec.environment()).containsEntry("A", "/opt/site");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a/b",
                "host:5000/a",
                "a@sha256:abababababababababababababababababababababababababababababababab"
            })
    void theNameHasATagAndNoDigest(String reference) {
        assertThatThrownBy(() -> spec(reference, "/x", "", "l")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "./run", ""})
    void theProgramIsAnAbsolutePath(String program) {
        assertThatThrownBy(() -> spec("a:1", program, "", "l")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nUSER root", "$HOME", "`id`", "a\"b", "a\\b", "it's"})
    void whatABuildFileWouldReadAsMoreThanTextIsRefused(String text) {
        assertThatThrownBy(() -> spec("a:1", "/x", text, "l")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec("a:1", "/" + text, "", "l")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "a=b", ".a", "a..b"})
    void aLabelIsOne(String label) {
        assertThatThrownBy(() -> spec("a:1", "/x", "", label)).isInstanceOf(IllegalArgumentException.class);
    }
}

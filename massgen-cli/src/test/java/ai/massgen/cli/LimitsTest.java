package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit of time acts, and says which one it was. The agent's model would take an hour otherwise. */
@Timeout(60)
class LimitsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first_token: 100ms | answer: x, delay: 1h    | 0ms | 3 | said nothing within 100 ms",
                "idle: 100ms        | say: one two three      | 1m  | 3 | fell silent for 100 ms",
                "call: 200ms        | answer: x, delay: 1h    | 0ms | 3 | within 200 ms",
                "turn: 100ms        | answer: x, delay: 1h    | 0ms | 5 | did not end its turn",
                "run: 100ms         | answer: x, delay: 1h    | 0ms | 5 | raise limits.run",
            })
    void aLimitEndsWhatTakesLonger(String limit, String step, String perWord, int code, String said) {
        String limits = "run: 2h, turn: 2h, call: 2h, first_token: 2h, idle: 2h"
                .replaceFirst(limit.replaceFirst(":.*", "") + ": 2h", limit);
        Outcome outcome = new Shell(folder)
                .typed()
                .file(
                        "massgen.yaml",
                        """
                version: 1
                agents:
                  - id: ada
                    backend: { type: scripted, mode: script, delay: DELAY, steps: [{ STEP }, { STEP }, { STEP }] }
                coordination: { failures: 1 }
                limits: { LIMITS }
                """.replace("DELAY", perWord).replace("STEP", step).replace("LIMITS", limits))
                .run("is water wet?");

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
        assertThat(outcome.out() + outcome.err()).contains(said);
    }
}

package ai.massgen.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands run by a real shell of this machine, which stands in for a container. */
@Timeout(60)
class CommandRunTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final LocalShell shell = new LocalShell();

    @BeforeAll
    static void needsAShell() {
        Assumptions.assumeTrue(LocalShell.works(), "no setsid on this machine");
    }

    private CommandResult run(String command, Duration limit) throws InterruptedException {
        return new CommandRun(shell, 1000).run(command, Optional.empty(), limit);
    }

    @Test
    void bothStreamsArriveWholeAndApart() throws Exception {
        CommandResult result = run("printf out; printf err >&2; exit 7", LONG);

        assertThat(result.exitCode()).isEqualTo(OptionalInt.of(7));
        assertThat(result.stdout()).isEqualTo(new CommandOutput("out", 0));
        assertThat(result.stderr()).isEqualTo(new CommandOutput("err", 0));
        assertThat(result.timedOut()).isFalse();
    }

    @Test
    void aCommandIsNoOptionOfItsShell() throws Exception {
        assertThat(run("-x", LONG).exitCode()).isEqualTo(OptionalInt.of(127));
        assertThat(run("printf %s \"it's \\\"quoted\\\" \\$1 $1 $#\"", LONG)
                        .stdout()
                        .text())
                .isEqualTo("it's \"quoted\" $1  0");
    }

    @Test
    void itsInputIsEmpty() throws Exception {
        assertThat(run("cat; echo end", LONG).stdout().text()).isEqualTo("end\n");
    }

    @Test
    void whatTakesTooLongIsKilledWithItsJobs() throws Exception {
        CommandResult result = run("sleep 60 & echo $!; sleep 60", Duration.ofSeconds(1));

        assertThat(result.timedOut()).isTrue();
        assertThat(result.stopped()).isTrue();
        assertThat(result.exitCode()).isEmpty();
        assertThat(LocalShell.ends(Long.parseLong(result.stdout().text().strip())))
                .isTrue();
    }

    @Test
    void aJobThatHoldsTheStreamsDoesNotHoldTheCommand() throws Exception {
        CommandResult result = run("sleep 50 & echo $!", LONG);

        assertThat(result.elapsed()).isLessThan(LONG);
        long job = Long.parseLong(result.stdout().text().strip());
        assertThat(LocalShell.runs(job)).isTrue();
        LocalShell.kill(job);
    }

    @Test
    void aCommandThatKillsItsShellHasNoMarkAndStillAnExitCode() throws Exception {
        CommandResult result = run("echo last; kill -9 0", LONG);

        assertThat(result.stdout().text()).isEqualTo("last\n");
        assertThat(result.exitCode()).isEqualTo(OptionalInt.of(137));
    }

    @Test
    void aContainerThatIsGoneIsAFailure() {
        shell.close();

        assertThatThrownBy(() -> run("true", LONG)).hasMessageContaining("gone");
    }
}

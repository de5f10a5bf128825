package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.sandbox.StderrTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known about the end of a server's process. Thread-safe.
 *
 * @param process the process
 * @param stderr the end of its standard error
 */
record ServerEnd(SandboxProcess process, StderrTail stderr) {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Tells it in a clause, with the last lines of standard error below. May block for a second. */
    String epitaph() {
        return status() + stderr.lastLines();
    }

    /** Ends a server that has lost its way out: what it does without one is not what it was started for. */
    void cutOff(String why) {
        try {
            if (process.awaitExit(PATIENCE).isEmpty()) {
                stderr.accept(("massgen: the forwarder of policy.egress was lost: " + why + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        } catch (SandboxException e) {
            // its end is unknown, and will be certain now
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.close();
        }
    }

    private String status() {
        try {
            Optional<ExitStatus> exit = process.awaitExit(PATIENCE);
            return exit.map(ServerEnd::describe).orElse("it closed its output and still ran");
        } catch (SandboxException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "how it ended is not known";
        }
    }

    private static String describe(ExitStatus exit) {
        return "exit code " + exit.code() + (exit.outOfMemory() ? ", out of memory; raise policy.memory" : "");
    }
}

package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.sandbox.StderrTail;
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

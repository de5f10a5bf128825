package ai.massgen.core.command;

import ai.massgen.api.sandbox.ExecSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a shell in a container is told. The scripts use nothing but what every POSIX shell has built in. */
public final class ShellWords {
    /** How many digits tell the process id at the beginning. */
    static final int PID_DIGITS = 10;

    /**
     * Waits for the end of its input. Each line makes it fork once and wait, so that it reaps what jobs left behind; a fork
     * that fails must not end it, and with it the container.
     */
    private static final String IDLE = "while read -r line; do command eval '(:)' 2>/dev/null; done";

    /** Tells its process id, runs the command, and writes a mark with the exit code behind both streams. */
    private static final String RUN = """
            printf '%010d' "$$"
            sh -c -- "$2" </dev/null
            code=$?
            printf '%s%03d' "$1" "$code" >&2
            printf '%s%03d' "$1" "$code"
            """;

    /** Engines start each program as the leader of a group of its own. Not every shell's kill takes names, or {@code --}. */
    private static final String KILL = "kill -9 \"-$1\"";

    private ShellWords() {}

    /**
     * The first process of a container that commands run in: it ends with its input, and everything with it.
     *
     * @return a command line
     */
    public static List<String> idle() {
        return List.of("sh", "-c", IDLE);
    }

    static ExecSpec run(String command, String mark, Optional<String> folder) {
        return new ExecSpec(List.of("sh", "-c", RUN, "sh", mark, command), Map.of(), folder);
    }

    static ExecSpec kill(int group) {
        return ExecSpec.of(List.of("sh", "-c", KILL, "sh", Integer.toString(group)));
    }
}

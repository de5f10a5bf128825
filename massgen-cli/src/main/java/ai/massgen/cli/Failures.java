package ai.massgen.cli;

import ai.massgen.api.MassGenException;
import ai.massgen.core.text.Visible;
import java.io.PrintStream;

/** Tells people what went wrong, and the process what to end with. */
final class Failures {
    private static final int LONGEST = 20_000;

    private final PrintStream err;
    private final Cancellation cancellation;

    Failures(PrintStream err, Cancellation cancellation) {
        this.err = err;
        this.cancellation = cancellation;
    }

    int report(Throwable failure) {
        return switch (failure) {
            case MassGenException known -> report(known.code(), String.valueOf(known.getMessage()));
            case UsageException usage -> {
                err.println("massgen: " + Visible.block(String.valueOf(usage.getMessage()), LONGEST));
                yield ExitCode.USAGE.code();
            }
            case InterruptedException interrupted -> {
                err.println("massgen: interrupted");
                yield ExitCode.signalled(cancellation);
            }
            default -> {
                err.println("massgen: this is a bug of MassGen, please report it with these lines:");
                failure.printStackTrace(err);
                yield ExitCode.BUG.code();
            }
        };
    }

    int report(String errorId, String message) {
        err.println("massgen: " + sentence(errorId, Visible.block(message, LONGEST)));
        return ExitCode.of(errorId).code();
    }

    /** A message with its error id, which docs/errors.md explains. */
    static String sentence(String errorId, String message) {
        return message + (message.contains("\n") ? "\n" : " ") + "[" + errorId + "]";
    }
}

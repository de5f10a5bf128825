package ai.massgen.cli;

import ai.massgen.core.MassGen;
import ai.massgen.core.Question;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.text.Visible;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Asks a question, lets a signal cancel it, and sees to it that people learn why there is no answer, if there is none. */
final class Asking {
    private static final int LONGEST = 20_000;

    private final Context context;
    private final Output output;

    Asking(Context context, Output output) {
        this.context = context;
        this.output = output;
    }

    /** Starts or continues a run that a listener watches. */
    private interface Body {
        RunResult in(Session session, EventListener listener) throws Exception;
    }

    /** Asks, shows the run, and returns the exit code. */
    int ask(MassGen massgen, Question question) throws Exception {
        return ask(massgen, question, output.listener(context.terminal()));
    }

    /** Asks, with a listener of the caller's on the way to the screen, and returns the exit code. */
    int ask(MassGen massgen, Question question, EventListener listener) throws Exception {
        try (Session session = massgen.session()) {
            return watch(session, listener, (asked, watcher) -> asked.ask(question, watcher));
        }
    }

    /** Asks in a conversation, with a listener on the way to the screen, and returns the exit code. */
    int ask(Session session, Question question, EventListener listener) throws Exception {
        return watch(session, listener, (asked, watcher) -> asked.ask(question, watcher));
    }

    /** Goes on with a run that was interrupted, and returns the exit code. */
    int resume(MassGen massgen, String run, EventListener listener) throws Exception {
        try (Session session = massgen.session()) {
            return watch(session, listener, (asked, watcher) -> asked.resume(run, watcher));
        }
    }

    private int watch(Session session, EventListener listener, Body body) throws Exception {
        Changes changes = new Changes(listener);
        Delivery delivery = new Delivery(changes, context.terminal().out(), session::cancel);
        RunResult result = context.cancellation()
                .during(List.of(() -> wrapUp(session), session::cancel), () -> body.in(session, delivery));
        boolean read = context.cancellation().during(Thread.currentThread()::interrupt, delivery::await);
        return read ? exitCode(result, changes) : ExitCode.UNREAD;
    }

    private void wrapUp(Session session) {
        session.wrapUp();
        context.terminal().err().println("massgen: wrapping up with what there is; Ctrl-C again stops at once");
    }

    private int exitCode(RunResult result, Changes changes) {
        return switch (result) {
            case RunResult.Decided decided -> {
                if (!changes.tools().isEmpty()) {
                    explain(changes.warning());
                    yield ExitCode.PIN.code();
                }
                yield context.cancellation().signal().isPresent()
                        ? ExitCode.signalled(context.cancellation())
                        : ExitCode.OK.code();
            }
            case RunResult.NoAnswer none -> {
                explain("no agent gave an answer" + reasons(none.reasons()));
                yield ExitCode.NO_ANSWER.code();
            }
            case RunResult.Cancelled cancelled -> {
                explain("cancelled; what there was is in " + cancelled.directory());
                yield ExitCode.signalled(context.cancellation());
            }
            case RunResult.Failed failed -> {
                explain(Failures.sentence(failed.code(), failed.message()));
                yield ExitCode.of(failed.code()).code();
            }
        };
    }

    private static String reasons(Map<String, String> reasons) {
        return new TreeMap<>(reasons)
                .entrySet().stream()
                        .map(each -> "\n  " + each.getKey() + ": " + each.getValue())
                        .collect(Collectors.joining());
    }

    /** Whoever watches the run on a terminal has just read it there. */
    private void explain(String text) {
        if (!output.watched(context.terminal())) {
            context.terminal().err().println("massgen: " + Visible.block(text, LONGEST));
        }
    }
}

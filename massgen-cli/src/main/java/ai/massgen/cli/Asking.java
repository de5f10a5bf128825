package ai.massgen.cli;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.text.Visible;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Asks a question, lets a signal cancel it, and says on standard error why there is no answer, if there is none. */
final class Asking {
    private static final int LONGEST = 20_000;

    private final Context context;

    Asking(Context context) {
        this.context = context;
    }

    /** Returns the exit code. */
    int ask(MassGen massgen, String question, EventListener listener) throws Exception {
        Delivery delivery = new Delivery(listener);
        try (Session session = massgen.session()) {
            RunResult result = context.cancellation().during(session::cancel, () -> session.ask(question, delivery));
            Thread asking = Thread.currentThread();
            context.cancellation().during(asking::interrupt, () -> {
                delivery.await();
                return result;
            });
            context.terminal().out().flush();
            return report(result);
        }
    }

    private int report(RunResult result) {
        return switch (result) {
            case RunResult.Decided decided -> ExitCode.OK.code();
            case RunResult.NoAnswer none -> {
                say("no agent gave an answer" + reasons(none.reasons()));
                yield ExitCode.NO_ANSWER.code();
            }
            case RunResult.Cancelled cancelled -> {
                say("cancelled; what there was is in " + cancelled.directory());
                yield ExitCode.signalled(context.cancellation());
            }
            case RunResult.Failed failed -> context.failures().report(failed.code(), failed.message());
        };
    }

    private static String reasons(Map<String, String> reasons) {
        return new TreeMap<>(reasons)
                .entrySet().stream()
                        .map(each -> "\n  " + each.getKey() + ": " + each.getValue())
                        .collect(Collectors.joining());
    }

    private void say(String text) {
        context.terminal().err().println("massgen: " + Visible.block(text, LONGEST));
    }
}

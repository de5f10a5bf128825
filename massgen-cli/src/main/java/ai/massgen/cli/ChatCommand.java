package ai.massgen.cli;

import ai.massgen.core.MassGen;
import ai.massgen.core.Question;
import ai.massgen.core.Session;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Holds a conversation. */
@Command(
        name = "chat",
        description = "Ask one question after the other; agents know what was asked and answered before.",
        sortOptions = false)
final class ChatCommand implements Callable<Integer> {
    private static final int RESET = -1;

    private final Context context;

    @ParentCommand
    private RootCommand root = new RootCommand();

    @Mixin
    private AskOptions options = new AskOptions();

    ChatCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Lines lines = new Lines(context.terminal().in());
        Person person = new Person(context.terminal(), lines);
        try (MassGen massgen = options.builder(context, person).build()) {
            tell("One question a line. /reset begins a new conversation, /quit or the end of input ends this one.");
            int code = talk(options.session(massgen), lines, person);
            while (code == RESET) {
                tell("A new conversation.");
                code = talk(massgen.session(), lines, person);
            }
            return code;
        }
    }

    /** Talks until the end, or until a new conversation is wanted. */
    private int talk(Session conversation, Lines lines, Person person) throws Exception {
        Output output = new Output(false, root.colorWanted());
        try (Session session = conversation) {
            while (true) {
                String line = next(lines).orElse("/quit");
                if (line.equals("/quit")) {
                    return ExitCode.OK.code();
                }
                if (line.equals("/reset")) {
                    return RESET;
                }
                if (!line.isEmpty()) {
                    int code = new Asking(context, output)
                            .ask(session, Question.of(line), person.undisturbed(output.listener(context.terminal())));
                    if (context.cancellation().signal().isPresent()) {
                        return code;
                    }
                }
            }
        }
    }

    private Optional<String> next(Lines lines) throws InterruptedException {
        if (context.terminal().typed()) {
            context.terminal().out().print("> ");
            context.terminal().out().flush();
        }
        return lines.next().map(String::strip);
    }

    private void tell(String text) {
        if (context.terminal().typed()) {
            Prose.on(context.terminal()).write(text);
        }
    }
}

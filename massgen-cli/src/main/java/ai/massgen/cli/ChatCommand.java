package ai.massgen.cli;

import ai.massgen.core.MassGen;
import ai.massgen.core.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "The configuration. Without: ./massgen.yaml, then massgen/massgen.yaml in your configuration folder.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--allow-unsandboxed", description = "Allow tools that the configuration runs without isolation.")
    private boolean allowUnsandboxed;

    @Option(names = "--continue", description = "Continue the conversation of the latest run that came to an answer.")
    private boolean latest;

    @Option(
            names = "--continue-from",
            paramLabel = "RUN",
            description = "Continue the conversation of this run. massgen runs list shows the runs.")
    private Optional<String> from = Optional.empty();

    ChatCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Path file = context.config(config);
        try (MassGen massgen = context.builder()
                .config(Path.of(context.shown(file)))
                .allowUnsandboxed(allowUnsandboxed)
                .build()) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(context.terminal().in(), StandardCharsets.UTF_8));
            tell("One question a line. /reset begins a new conversation, /quit or the end of input ends this one.");
            int code = talk(Continuing.session(massgen, from, latest), lines);
            while (code == RESET) {
                tell("A new conversation.");
                code = talk(massgen.session(), lines);
            }
            return code;
        }
    }

    /** Talks until the end, or until a new conversation is wanted. */
    private int talk(Session conversation, BufferedReader lines) throws Exception {
        try (Session session = conversation) {
            while (true) {
                String line = next(lines);
                if (line == null || line.equals("/quit")) {
                    return ExitCode.OK.code();
                }
                if (line.equals("/reset")) {
                    return RESET;
                }
                if (!line.isEmpty()) {
                    int code = new Asking(context, new Output(false, root.colorWanted())).ask(session, line);
                    if (context.cancellation().signal().isPresent()) {
                        return code;
                    }
                }
            }
        }
    }

    private @Nullable String next(BufferedReader lines) throws IOException {
        if (context.terminal().typed()) {
            context.terminal().out().print("> ");
            context.terminal().out().flush();
        }
        String line = lines.readLine();
        return line == null ? null : line.strip();
    }

    private void tell(String text) {
        if (context.terminal().typed()) {
            Prose.on(context.terminal()).write(text);
        }
    }
}

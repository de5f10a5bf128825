package ai.massgen.cli;

import ai.massgen.core.MassGen;
import ai.massgen.core.ToolPins;
import ai.massgen.core.ToolPins.Look;
import ai.massgen.core.ToolPins.Server;
import ai.massgen.core.ToolPins.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at tool servers and at what was pinned of them, and changes the pins. */
@Command(name = "tools", description = "Look at tool servers and at what massgen.lock says of them.")
final class ToolsCommand implements Callable<Integer> {
    private final Context context;

    ToolsCommand(Context context) {
        this.context = context;
    }

    /** What all commands about tools take. */
    static final class Choice {
        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "The configuration. Without: the one that massgen run would use.")
        private Optional<Path> config = Optional.empty();

        @Option(names = "--json", description = "Write a JSON object a line for each server.")
        private boolean json;

        @Option(
                names = "--allow-unsandboxed",
                description = "Allow tools that the configuration runs without isolation.")
        private boolean allowUnsandboxed;
    }

    /** Which servers a command is about. */
    static final class Servers {
        @Parameters(arity = "0..*", paramLabel = "SERVER", description = "Names of servers. Without: all.")
        private List<String> names = new ArrayList<>();
    }

    /** What is to be approved. */
    static final class Part {
        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "SERVER",
                description = "The name of a server. Without: all that differ.")
        private Optional<String> server = Optional.empty();

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "TOOL",
                description = "The name of one of its tools. Without: the whole server.")
        private Optional<String> tool = Optional.empty();
    }

    /** What is done with the pins of a configuration. */
    private interface Work {
        int with(ToolPins pins, ServerLines lines) throws InterruptedException;
    }

    @Override
    public Integer call() {
        throw new UsageException("what about the tools? massgen tools list, pin, diff or approve");
    }

    @Command(name = "list", description = "List servers and their tools as they are pinned. Starts nothing.")
    int list(@Mixin Choice choice, @Mixin Servers servers) throws Exception {
        return on(choice, (pins, lines) -> {
            known(pins, servers.names);
            pins.recorded().stream()
                    .filter(server -> chosen(server, servers.names))
                    .forEach(lines::server);
            return ExitCode.OK.code();
        });
    }

    @Command(name = "pin", description = "Start servers that are not pinned yet, show what they are, and record it.")
    int pin(@Mixin Choice choice, @Mixin Servers servers) throws Exception {
        return on(choice, (pins, lines) -> {
            int code = ExitCode.OK.code();
            for (Look look : looks(pins, servers.names)) {
                if (look.server().state() == State.NEW) {
                    look.approve();
                    lines.recorded(look.server(), pins.file());
                } else {
                    lines.compared(look.server());
                }
                code = look.server().state() == State.CHANGED ? ExitCode.PIN.code() : code;
            }
            return code;
        });
    }

    @Command(name = "diff", description = "Start servers and show how they differ from what is pinned.")
    int diff(@Mixin Choice choice, @Mixin Servers servers) throws Exception {
        return on(choice, (pins, lines) -> {
            int code = ExitCode.OK.code();
            for (Look look : looks(pins, servers.names)) {
                lines.compared(look.server());
                code = differs(look.server()) ? ExitCode.PIN.code() : code;
            }
            return code;
        });
    }

    @Command(
            name = "approve",
            description = "Start a server, show how it differs from what is pinned, and record what it is now.")
    int approve(@Mixin Choice choice, @Mixin Part part) throws Exception {
        return on(choice, (pins, lines) -> {
            for (Look look : looks(pins, part.server.map(List::of).orElse(List.of()))) {
                lines.compared(look.server());
                if (differs(look.server())) {
                    record(look, part.tool);
                    lines.approved(look.server().name(), part.tool, pins.file());
                }
            }
            return ExitCode.OK.code();
        });
    }

    private static void record(Look look, Optional<String> tool) {
        if (tool.isEmpty()) {
            look.approve();
            return;
        }
        try {
            look.approve(tool.get());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean differs(Server server) {
        return server.state() == State.CHANGED || server.state() == State.NEW;
    }

    private static boolean chosen(Server server, List<String> names) {
        return names.isEmpty() || names.contains(server.name());
    }

    private static void known(ToolPins pins, List<String> names) {
        List<String> all = pins.recorded().stream().map(Server::name).toList();
        for (String name : names) {
            if (!all.contains(name)) {
                throw new UsageException("there is no tool server '" + name + "' that an agent may use; "
                        + (all.isEmpty() ? "there is none at all" : "there are " + String.join(", ", all)));
            }
        }
    }

    /** Looks at servers one after the other, and at all of them before anything is recorded. */
    private static List<Look> looks(ToolPins pins, List<String> names) throws InterruptedException {
        known(pins, names);
        List<Look> looks = new ArrayList<>();
        for (Server server : pins.recorded()) {
            if (chosen(server, names)) {
                looks.add(pins.look(server.name()));
            }
        }
        return looks;
    }

    private int on(Choice choice, Work work) throws Exception {
        Path file = context.config(choice.config);
        try (MassGen massgen = context.builder()
                .config(Path.of(context.shown(file)))
                .allowUnsandboxed(choice.allowUnsandboxed)
                .build()) {
            Thread waiting = Thread.currentThread();
            ServerLines lines = new ServerLines(context.terminal(), choice.json);
            return context.cancellation().during(waiting::interrupt, () -> work.with(massgen.pins(), lines));
        }
    }
}

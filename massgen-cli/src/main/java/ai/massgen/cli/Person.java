package ai.massgen.cli;

import ai.massgen.core.Approver;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.text.Visible;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The person at the terminal, if there is one. Asked one thing at a time, and nothing else is shown meanwhile. If there is
 * nobody, new tool servers are trusted, which the run says and the lock file shows, and calls that need an approval are
 * not made.
 */
final class Person implements Approver {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_DESCRIPTION = 400;
    private static final int LONGEST_ARGUMENTS = 4_000;

    private final Terminal terminal;
    private final Lines lines;
    private final ReentrantLock screen = new ReentrantLock();

    Person(Terminal terminal) {
        this(terminal, new Lines(terminal.in()));
    }

    /** The person whose lines somebody else reads too. */
    Person(Terminal terminal, Lines lines) {
        this.terminal = terminal;
        this.lines = lines;
    }

    /** A listener that waits while the person is being asked. */
    EventListener undisturbed(EventListener listener) {
        return event -> {
            screen.lock();
            try {
                listener.on(event);
            } finally {
                screen.unlock();
            }
        };
    }

    @Override
    public boolean approves(Request request) throws InterruptedException {
        return switch (request) {
            case NewServer server -> !terminal.typed() || asks(about(server));
            case ToolCall call -> terminal.typed() && asks(about(call));
        };
    }

    private boolean asks(String question) throws InterruptedException {
        screen.lockInterruptibly();
        try {
            PrintStream err = terminal.err();
            err.println();
            err.print(question + " [y/N] ");
            err.flush();
            String answer = lines.next().orElse("").strip().toLowerCase(Locale.ROOT);
            return answer.equals("y") || answer.equals("yes");
        } finally {
            screen.unlock();
        }
    }

    private static String about(NewServer server) {
        StringBuilder text = new StringBuilder("The tool server ")
                .append(name(server.server()))
                .append(" is new");
        server.image().ifPresent(image -> text.append("; it runs the image ").append(name(image)));
        server.url().ifPresent(url -> text.append("; it runs elsewhere, at ").append(name(url)));
        server.imageId().ifPresent(id -> text.append(" (").append(name(id)).append(")"));
        text.append(". It has these tools:\n");
        for (NewTool tool : server.tools()) {
            text.append("  ")
                    .append(name(tool.name()))
                    .append("  ")
                    .append(Visible.line(tool.description(), LONGEST_DESCRIPTION))
                    .append('\n');
            tool.suspicions()
                    .forEach(each ->
                            text.append("      SUSPICIOUS: ").append(each).append('\n'));
        }
        return text.append("Trust it, and record this in massgen.lock?").toString();
    }

    private static String about(ToolCall call) {
        return name(call.agent()) + " wants to call " + name(call.tool()) + " of " + name(call.server()) + " with\n  "
                + Visible.line(call.arguments().text(), LONGEST_ARGUMENTS) + "\nAllow it?";
    }

    private static String name(String text) {
        return Visible.line(text, LONGEST_NAME);
    }
}

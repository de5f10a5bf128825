package ai.massgen.cli;

import ai.massgen.core.ToolPins.Difference;
import ai.massgen.core.ToolPins.Server;
import ai.massgen.core.ToolPins.State;
import ai.massgen.core.ToolPins.Tool;
import ai.massgen.core.text.Visible;
import java.nio.file.Path;
import java.util.Optional;

/** Shows tool servers and how they stand to their pins: lines for people, or an object a line for programs. */
final class ServerLines {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_DESCRIPTION = 200;
    private static final int LONGEST_PATH = 400;

    private final Terminal terminal;
    private final Prose prose;
    private final boolean json;

    ServerLines(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.prose = Prose.on(terminal);
        this.json = json;
    }

    /** A server with its tools. */
    void server(Server server) {
        if (json) {
            terminal.out().println(server.json());
            return;
        }
        head(server);
        server.tools().forEach(this::tool);
    }

    /** A server that was looked at: what differs, or all of it if it is new. */
    void compared(Server server) {
        if (json || server.state() == State.NEW) {
            server(server);
            return;
        }
        head(server);
        server.differences().forEach(this::difference);
    }

    void recorded(Server server, Path file) {
        server(server);
        say("    recorded in " + Visible.line(file.toString(), LONGEST_PATH));
    }

    void approved(String server, Optional<String> tool, Path file) {
        say("    approved " + tool.map(name -> name(name) + " of ").orElse("") + name(server) + ", recorded in "
                + Visible.line(file.toString(), LONGEST_PATH));
    }

    private void say(String line) {
        if (!json) {
            prose.write(line);
        }
    }

    private void head(Server server) {
        String image = server.image().map(each -> ", image " + name(each)).orElse("");
        String id = server.imageId().map(each -> " (" + name(each) + ")").orElse("");
        String url = server.url().map(each -> ", at " + name(each)).orElse("");
        prose.write(name(server.name()) + "  " + state(server) + image + id + url);
    }

    private static String state(Server server) {
        return switch (server.state()) {
            case PINNED -> "pinned, " + server.tools().size() + (server.tools().size() == 1 ? " tool" : " tools");
            case CHANGED -> "NOT WHAT WAS PINNED";
            case NEW -> "not pinned yet";
            case OFF -> "not to be pinned (pin: false)";
        };
    }

    private void tool(Tool tool) {
        prose.write("    " + name(tool.name()) + "  " + Visible.line(tool.description(), LONGEST_DESCRIPTION));
        tool.suspicions().forEach(each -> prose.write("        SUSPICIOUS: " + each));
    }

    private void difference(Difference difference) {
        String what = difference.what().map(tool -> "tool " + name(tool)).orElse("the server");
        prose.write("    " + what + " " + words(difference.kind()));
        difference.diff().forEach(line -> terminal.out().println("      " + Visible.line(line, Integer.MAX_VALUE)));
    }

    private static String words(String kind) {
        return switch (kind) {
            case "missing" -> "is missing, and is not called";
            case "new" -> "is new, and is not offered";
            default -> "has changed, and is not called";
        };
    }

    private static String name(String text) {
        return Visible.line(text, LONGEST_NAME);
    }
}

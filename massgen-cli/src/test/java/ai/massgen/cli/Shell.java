package ai.massgen.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands inside the test, in a folder of its own, with an environment of its own. */
final class Shell {
    /** Three agents that decide by themselves. */
    static final String THREE_AGENTS = """
            version: 1
            agents:
              - id: ada
                backend: { type: scripted, mode: auto, seed: 1 }
              - id: ben
                backend: { type: scripted, mode: auto, seed: 2 }
              - id: cleo
                backend: { type: scripted, mode: auto, seed: 3 }
            """;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final Cancellation cancellation = new Cancellation();
    private byte[] input = {};
    private boolean typed;
    private boolean watched;
    private int width = 80;

    Shell(Path folder) {
        this.folder = folder;
        environment.put("HOME", folder.resolve("home").toString());
    }

    /** What came of a command. */
    record Outcome(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    Shell file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Shell variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Shell input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    Shell input(byte[] bytes) {
        input = bytes;
        return this;
    }

    /** Standard input is a keyboard. */
    Shell typed() {
        typed = true;
        return this;
    }

    /** Standard output is a terminal. */
    Shell watched(int columns) {
        watched = true;
        width = columns;
        return this;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    Outcome run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    int run(PrintStream out, PrintStream err, String... args) {
        return new Cli(terminal(out, err), cancellation).run(args);
    }

    Terminal terminal(PrintStream out, PrintStream err) {
        return new Terminal(
                new ByteArrayInputStream(input), out, err, environment, folder, typed, watched, () -> width);
    }
}

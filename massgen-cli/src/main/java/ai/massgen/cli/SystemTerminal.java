package ai.massgen.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal of this process. */
final class SystemTerminal {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})");
    private static final int USUAL_WIDTH = 80;

    private SystemTerminal() {}

    static Terminal open() {
        // UTF-8 whatever the locale says: JSON demands it, and what models write does not fit into less.
        return new Terminal(
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                isTerminal(0),
                isTerminal(1),
                SystemTerminal::width);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
    }

    /** The JDK cannot say it of a single stream: where the system does not either, all are taken to be what they are together. */
    private static boolean isTerminal(int descriptor) {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return consoleIsTerminal();
        }
        try {
            Path target = Files.readSymbolicLink(DESCRIPTORS.resolve(String.valueOf(descriptor)));
            return TERMINAL.matcher(target.toString()).matches();
        } catch (IOException e) {
            return false;
        }
    }

    /** Since JDK 22 there is a console without a terminal too, and a method that tells; on JDK 21 there is none. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean consoleIsTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static int width() {
        String columns = System.getenv().getOrDefault("COLUMNS", "");
        if (columns.matches("[1-9]\\d{0,4}")) {
            return Integer.parseInt(columns);
        }
        try {
            return sizeOfTerminal();
        } catch (IOException e) {
            return USUAL_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_WIDTH;
        }
    }

    private static int sizeOfTerminal() throws IOException, InterruptedException {
        if (!isTerminal(1)) {
            return USUAL_WIDTH;
        }
        Process stty = new ProcessBuilder("stty", "size")
                .redirectInput(Path.of("/dev/tty").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                return USUAL_WIDTH;
            }
            Matcher size =
                    SIZE.matcher(new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII).strip());
            int columns = size.matches() ? Integer.parseInt(size.group(2)) : 0;
            return columns > 0 ? columns : USUAL_WIDTH;
        } finally {
            stty.destroyForcibly();
        }
    }
}

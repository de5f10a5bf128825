package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The program in a process of its own. Standard error goes to a file, so that nobody has to read it. */
final class ChildProcess implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private ChildProcess(Process process, Path err) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.err = err;
    }

    /** Starts the program; the folder stands before the class path, for plugins. */
    static ChildProcess start(Path folder, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        // A build in the background ignores Ctrl-C, and so would its children.
        if (Files.isExecutable(Path.of("/usr/bin/env"))) {
            command.addAll(List.of("/usr/bin/env", "--default-signal=INT,TERM,HUP"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder + File.pathSeparator + System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        Path err = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectError(err.toFile());
        builder.environment().remove("XDG_CONFIG_HOME");
        return new ChildProcess(builder.start(), err);
    }

    /** Reads lines until one is right, and returns it. */
    String await(Predicate<String> right) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (right.test(line)) {
                return line;
            }
        }
        throw new AssertionError("the program ended first: " + err());
    }

    List<String> rest() {
        return out.lines().toList();
    }

    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
        return process.exitValue();
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

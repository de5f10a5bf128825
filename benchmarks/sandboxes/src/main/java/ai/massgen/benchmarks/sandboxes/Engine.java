package ai.massgen.benchmarks.sandboxes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The engine that is measured, as its own program sees it. */
enum Engine {
    DOCKER("MASSGEN_DOCKER_HOST", "DOCKER_HOST", "-H"),
    PODMAN("MASSGEN_PODMAN_HOST", "CONTAINER_HOST", "--remote", "--url");

    private static Engine chosen = DOCKER;

    private final String variable;
    private final String host;
    private final List<String> program;

    Engine(String variable, String known, String... options) {
        this.variable = known;
        this.host = System.getenv().getOrDefault(variable, "");
        this.program = new ArrayList<>();
        program.add(word());
        program.addAll(List.of(options));
        program.add(host);
    }

    static Engine chosen() {
        return chosen;
    }

    static void choose(String word) {
        chosen = valueOf(word.toUpperCase(Locale.ROOT));
        if (chosen.host.isEmpty()) {
            throw new IllegalStateException("needs an engine: eval \"$(scripts/engines env)\"");
        }
    }

    /** What it is called in configurations, and what its program is called. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The variables by which MassGen finds it. */
    Map<String, String> environment() {
        return Map.of(variable, host);
    }

    /** The part of a configuration that says that it is to be used. */
    String configuration() {
        return "sandbox: { engine: " + word() + " }\n";
    }

    Path socket() {
        return Path.of(host.substring("unix://".length()));
    }

    /** Starts a container with the image's own command, attached, about as locked as ours. */
    Process run(String image) throws IOException {
        return process(
                        "run",
                        "-i",
                        "--rm",
                        "--network=none",
                        "--read-only",
                        "--cap-drop=ALL",
                        "--security-opt=no-new-privileges",
                        "--user=65532:65532",
                        "--memory=256m",
                        "--memory-swap=256m",
                        "--cpus=1",
                        "--pids-limit=128",
                        "--ulimit=nofile=1024:1024",
                        "--ulimit=nproc=1024:1024",
                        "--log-driver=none",
                        "--tmpfs=/tmp:noexec,size=64m",
                        image)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What the engine's program prints, line by line. */
    List<String> lines(String... arguments) throws IOException, InterruptedException {
        Process process = process(arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(word() + " " + String.join(" ", arguments) + " failed");
        }
        return out.lines().toList();
    }

    private ProcessBuilder process(String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}

package ai.massgen.benchmarks.sandboxes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The engine, as the docker program sees it. */
final class Engine {
    private static final String HOST = System.getenv("MASSGEN_DOCKER_HOST");

    private Engine() {}

    static Path socket() {
        return Path.of(HOST.substring("unix://".length()));
    }

    /** Starts a container with the image's own command, attached, about as locked as ours. */
    static Process run(String image) throws IOException {
        return docker(
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
                        "--log-driver=none",
                        "--tmpfs=/tmp:noexec,size=64m",
                        image)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What the docker program prints, line by line. */
    static List<String> lines(String... arguments) throws IOException, InterruptedException {
        Process process = docker(arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("docker " + String.join(" ", arguments) + " failed");
        }
        return out.lines().toList();
    }

    private static ProcessBuilder docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "-H", HOST));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}

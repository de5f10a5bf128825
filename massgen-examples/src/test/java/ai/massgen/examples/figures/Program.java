package ai.massgen.examples.figures;

import ai.massgen.testkit.engine.LocalDocker;
import ai.massgen.testkit.engine.LocalPodman;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine's own program, which many use to run a server.
 *
 * @param words how it is called in a report
 * @param command the program, told which engine
 * @param host the engine
 * @param limits limits of a process that have to be said, because the service may not raise its own
 */
record Program(String words, List<String> command, String host, List<String> limits) {
    private static final List<String> LOCKED = List.of(
            "run",
            "-i",
            "--rm",
            "--network",
            "none",
            "--read-only",
            "--cap-drop",
            "ALL",
            "--security-opt",
            "no-new-privileges",
            "--user",
            "65532:65532",
            "--memory",
            "256m",
            "--memory-swap",
            "256m",
            "--cpus",
            "1",
            "--pids-limit",
            "128",
            "--log-driver",
            "none",
            "--tmpfs",
            "/tmp:noexec,size=64m");

    static Program of(String engine) {
        return switch (engine) {
            case "docker" ->
                new Program(
                        "docker run -i", List.of("docker", "-H", LocalDocker.host()), LocalDocker.host(), List.of());
            case "podman" ->
                new Program(
                        "podman run -i",
                        List.of("podman", "--url", LocalPodman.host()),
                        LocalPodman.host(),
                        List.of("nofile", "nproc"));
            default -> throw new IllegalArgumentException("docker or podman, not " + engine);
        };
    }

    /** Runs a server as locked as ours. */
    Process run(String image) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(LOCKED);
        limits.forEach(name -> all.addAll(List.of("--ulimit", name + "=1024:1024")));
        all.add(image);
        return new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}

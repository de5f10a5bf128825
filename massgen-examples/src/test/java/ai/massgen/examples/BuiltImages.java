package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.engine.LocalDocker;
import ai.massgen.testkit.engine.LocalPodman;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The images of packages on the local engines, seen with the engines' own programs. */
enum BuiltImages {
    DOCKER("docker"),
    PODMAN("podman");

    private final String engine;

    BuiltImages(String engine) {
        this.engine = engine;
    }

    String engine() {
        return engine;
    }

    /** What a configuration finds the engine with, or the test is skipped or fails. */
    Map<String, String> environment() {
        return switch (this) {
            case DOCKER -> Map.of("MASSGEN_DOCKER_HOST", LocalDocker.host());
            case PODMAN -> Map.of("MASSGEN_PODMAN_HOST", LocalPodman.host());
        };
    }

    /** The ids of the images of a package, of all recipes. */
    List<String> of(String repository) throws IOException, InterruptedException {
        return call("images", "-q", "--no-trunc", "massgen.local/" + repository);
    }

    void remove(String repository) throws IOException, InterruptedException {
        for (String id : of(repository)) {
            call("rmi", "-f", id);
        }
    }

    /** The containers that install something, in any state. */
    List<String> installing() throws IOException, InterruptedException {
        return call("ps", "-a", "--format", "{{.Names}}", "--filter", "name=massgen-build-");
    }

    private List<String> call(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                this == DOCKER
                        ? List.of("docker", "-H", LocalDocker.host())
                        : List.of("podman", "--url", LocalPodman.host()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output.lines().toList();
    }
}

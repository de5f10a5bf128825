package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes sure that the engine's account of a created container tells of what was asked for, besides how it is locked in. */
final class CreatedAsAsked {
    private final ContainerPlan plan;
    private final JsonNode inspect;
    private final List<String> different = new ArrayList<>();

    private CreatedAsAsked(ContainerPlan plan, JsonNode inspect) {
        this.plan = plan;
        this.inspect = inspect;
    }

    /**
     * Passes or throws.
     *
     * @throws SandboxException of kind NOT_ENFORCED naming what differs; without values, which may be nobody's business
     */
    static void require(ContainerPlan plan, JsonNode inspect) {
        CreatedAsAsked check = new CreatedAsAsked(plan, inspect);
        check.program();
        check.environment();
        check.labels();
        check.streams();
        if (!check.different.isEmpty()) {
            throw new SandboxException(
                    Kind.NOT_ENFORCED,
                    "container " + plan.spec().name() + " was removed: Docker made another one than was asked for;"
                            + " different: " + String.join(", ", check.different));
        }
    }

    private JsonNode config() {
        return inspect.path("Config");
    }

    private void same(String what, boolean same) {
        if (!same) {
            different.add(what);
        }
    }

    private void program() {
        same("name", inspect.path("Name").asText().equals("/" + plan.spec().name()));
        same("image", config().path("Image").asText().equals(plan.image().id()));
        List<String> command = new ArrayList<>();
        config().path("Entrypoint").forEach(word -> command.add(word.asText()));
        config().path("Cmd").forEach(word -> command.add(word.asText()));
        same("command", command.equals(plan.command()));
        plan.spec()
                .workingDirectory()
                .ifPresent(folder -> same(
                        "working directory",
                        Path.of(config().path("WorkingDir").asText())
                                .equals(Path.of(folder).normalize())));
        same("health check", config().at("/Healthcheck/Test/0").asText().equals("NONE"));
    }

    private void environment() {
        Set<String> lines = new TreeSet<>();
        config().path("Env").forEach(line -> lines.add(line.asText()));
        for (Map.Entry<String, String> variable : plan.environment().entrySet()) {
            same(
                    "variable " + variable.getKey(),
                    lines.contains(variable.getKey() + "=" + variable.getValue())
                            && lines.stream()
                                            .filter(line -> line.startsWith(variable.getKey() + "="))
                                            .count()
                                    == 1);
        }
    }

    private void labels() {
        plan.labels()
                .forEach((name, value) -> same(
                        "label " + name,
                        config().path("Labels").path(name).asText("").equals(value)));
    }

    /** What makes the server itself process 1, see end of file when it loses us, and disappear when it has ended. */
    private void streams() {
        same("init", !inspect.at("/HostConfig/Init").asBoolean(false));
        same("terminal", !config().path("Tty").asBoolean(true));
        same("open input", config().path("OpenStdin").asBoolean(false));
        same("input that closes with its writer", config().path("StdinOnce").asBoolean(false));
        same("removal at its end", inspect.at("/HostConfig/AutoRemove").asBoolean(false));
    }
}

package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes sure that Podman's account of a created container tells of what was asked for, besides how it is locked in. */
final class CreatedAsAsked {
    private final Plan plan;
    private final JsonNode inspect;
    private final List<String> different = new ArrayList<>();

    private CreatedAsAsked(Plan plan, JsonNode inspect) {
        this.plan = plan;
        this.inspect = inspect;
    }

    /**
     * Passes or throws.
     *
     * @throws SandboxException of kind NOT_ENFORCED naming what differs; without values, which may be nobody's business
     */
    static void require(Plan plan, JsonNode inspect) {
        CreatedAsAsked check = new CreatedAsAsked(plan, inspect);
        check.program();
        check.environment();
        check.labels();
        check.life();
        if (!check.different.isEmpty()) {
            throw new SandboxException(
                    Kind.NOT_ENFORCED,
                    "container " + plan.spec().name() + " was removed: Podman made another one than was asked for;"
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
        same("name", inspect.path("Name").asText().equals(plan.spec().name()));
        same(
                "image",
                inspect.path("Image")
                        .asText()
                        .equals(CreateBody.hex(plan.image().id())));
        same("command", command().equals(plan.command()) && entryPoint().equals(String.join(" ", plan.command())));
        plan.spec()
                .workingDirectory()
                .ifPresent(folder -> same(
                        "working directory",
                        Path.of(config().path("WorkingDir").asText())
                                .equals(Path.of(folder).normalize())));
        same("health check", config().at("/Healthcheck/Test/0").asText().equals("NONE"));
    }

    /** Podman repeats the word of a command that has only one. */
    private List<String> command() {
        String program = inspect.path("Path").asText();
        List<String> command = new ArrayList<>(List.of(program));
        inspect.path("Args").forEach(word -> command.add(word.asText()));
        return command.equals(List.of(program, program)) && entryPoint().equals(program) ? List.of(program) : command;
    }

    /** One text in Podman 4, words in Podman 5. */
    private String entryPoint() {
        JsonNode entryPoint = config().path("Entrypoint");
        if (entryPoint.isTextual()) {
            return entryPoint.textValue();
        }
        List<String> words = new ArrayList<>();
        entryPoint.forEach(word -> words.add(word.asText()));
        return String.join(" ", words);
    }

    private void environment() {
        List<String> lines = new ArrayList<>();
        config().path("Env").forEach(line -> lines.add(line.asText()));
        for (Map.Entry<String, String> variable : plan.environment().entrySet()) {
            List<String> said = lines.stream()
                    .filter(line -> line.startsWith(variable.getKey() + "="))
                    .toList();
            same("variable " + variable.getKey(), said.equals(List.of(variable.getKey() + "=" + variable.getValue())));
        }
        for (String secret : plan.spec().secrets().keySet()) {
            same("variable " + secret, lines.stream().noneMatch(line -> line.startsWith(secret + "=")));
        }
        same("secrets", config().path("Secrets").isEmpty());
    }

    private void labels() {
        plan.labels()
                .forEach((name, value) -> same(
                        "label " + name,
                        config().path("Labels").path(name).asText("").equals(value)));
    }

    /** What makes the server itself process 1, see end of file when it loses us, and disappear when it has ended. */
    private void life() {
        same(
                "init",
                !config().at("/Annotations/io.podman.annotations.init")
                        .asText("FALSE")
                        .equals("TRUE"));
        same("terminal", !config().path("Tty").asBoolean(true));
        same("open input", config().path("OpenStdin").asBoolean(false));
        same("removal at its end", inspect.at("/HostConfig/AutoRemove").asBoolean(false));
        same("restart", inspect.at("/HostConfig/RestartPolicy/Name").asText("").matches("|no"));
        same("lifetime", config().path("Timeout").asLong(0) == plan.timeout());
    }
}

package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.ExecSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.AttachedExec;
import ai.massgen.toolkit.container.AttachedStreams;
import ai.massgen.toolkit.container.EngineRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Starts a further program in a container. */
final class Execution {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineApi api;
    private final ContainerParts parts;
    private final ExecSpec spec;
    private final String doing;

    Execution(EngineApi api, ContainerParts parts, ExecSpec spec) {
        this.api = api;
        this.parts = parts;
        this.spec = spec;
        this.doing = "running '" + spec.command().getFirst() + "' in container " + parts.name();
    }

    AttachedExec start(Consumer<? super byte[]> stderr) throws InterruptedException {
        String id = create();
        AttachedStreams streams = attach(id, stderr);
        parts.teardown().first(streams::close); // an unread connection would hold up the container's removal
        return new AttachedExec(streams, () -> exitCode(id));
    }

    private String create() throws InterruptedException {
        EngineApi.JsonAnswer answer =
                api.send(doing, post("/containers/" + parts.id() + "/exec", body()), api.timeout());
        if (answer.status() != 201) {
            throw answered(answer);
        }
        return answer.body().path("Id").asText();
    }

    /** The user is the container's, since none is named. */
    private ObjectNode body() {
        ObjectNode body = JSON.createObjectNode();
        body.put("AttachStdin", true).put("AttachStdout", true).put("AttachStderr", true);
        body.put("Tty", false).put("Privileged", false);
        spec.command().forEach(body.putArray("Cmd")::add);
        ArrayNode environment = body.putArray("Env");
        new TreeMap<>(spec.environment()).forEach((name, value) -> environment.add(name + "=" + value));
        spec.workingDirectory().ifPresent(folder -> body.put("WorkingDir", folder));
        return body;
    }

    private AttachedStreams attach(String id, Consumer<? super byte[]> stderr) throws InterruptedException {
        ObjectNode attached = JSON.createObjectNode().put("Detach", false).put("Tty", false);
        try {
            return AttachedStreams.open(
                    api.http(), post("/exec/" + id + "/start", attached), stderr, api.startTimeout());
        } catch (AttachedStreams.RefusedException e) {
            throw new SandboxException(
                    gone(e.status()) ? Kind.LOST : Kind.START_FAILED, doing + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw api.unavailable(doing, e);
        }
    }

    private Optional<Integer> exitCode(String id) throws InterruptedException {
        EngineApi.JsonAnswer answer = api.get("asking for the end of what is " + doing, "/exec/" + id + "/json");
        if (answer.status() != 200) {
            throw answered(answer);
        }
        JsonNode code = answer.body().path("ExitCode");
        boolean ended = !answer.body().path("Running").asBoolean(true) && code.canConvertToInt();
        return ended ? Optional.of(code.intValue()) : Optional.empty();
    }

    private EngineRequest post(String path, ObjectNode body) throws InterruptedException {
        return new EngineRequest(
                "POST",
                api.request("POST", path).target(),
                Map.of("Content-Type", "application/json"),
                Optional.of(body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private SandboxException answered(EngineApi.JsonAnswer answer) {
        return new SandboxException(
                gone(answer.status()) ? Kind.LOST : Kind.START_FAILED,
                doing + ": Docker answered " + answer.status() + ": "
                        + answer.body().path("message").asText("").strip());
    }

    /** Not there any more, or not running any more. */
    private static boolean gone(int status) {
        return status == 404 || status == 409;
    }
}

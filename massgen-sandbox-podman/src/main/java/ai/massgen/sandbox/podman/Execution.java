package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.ExecSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.AttachedExec;
import ai.massgen.toolkit.container.AttachedStreams;
import ai.massgen.toolkit.container.EngineRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Starts a further program in a container. */
final class Execution {
    private final Libpod libpod;
    private final ContainerParts parts;
    private final ExecSpec spec;
    private final String doing;

    Execution(Libpod libpod, ContainerParts parts, ExecSpec spec) {
        this.libpod = libpod;
        this.parts = parts;
        this.spec = spec;
        this.doing = "running '" + spec.command().getFirst() + "' in container " + parts.name();
    }

    AttachedExec start(Consumer<? super byte[]> stderr) throws InterruptedException {
        String id = create();
        AttachedStreams streams = new AttachedStreams(attach(id), stderr);
        parts.teardown().first(streams::close);
        return new AttachedExec(streams, () -> exitCode(id));
    }

    private String create() throws InterruptedException {
        Answer answer = libpod.call(doing, post("/containers/" + parts.id() + "/exec", body()), libpod.timeout());
        if (!answer.succeeded()) {
            throw answered(answer);
        }
        return answer.body().path("Id").asText();
    }

    /** The user is the container's, since none is named. */
    private ObjectNode body() {
        ObjectNode body = Libpod.JSON.createObjectNode();
        body.put("AttachStdin", true).put("AttachStdout", true).put("AttachStderr", true);
        body.put("Tty", false).put("Privileged", false);
        spec.command().forEach(body.putArray("Cmd")::add);
        ArrayNode environment = body.putArray("Env");
        new TreeMap<>(spec.environment()).forEach((name, value) -> environment.add(name + "=" + value));
        spec.workingDirectory().ifPresent(folder -> body.put("WorkingDir", folder));
        return body;
    }

    private Link attach(String id) throws InterruptedException {
        ObjectNode attached =
                Libpod.JSON.createObjectNode().put("Detach", false).put("Tty", false);
        Link link = libpod.upgrade(doing, post("/exec/" + id + "/start", attached));
        if (link.status() == 101) {
            return link;
        }
        try (link) {
            throw new SandboxException(
                    gone(link.status()) ? Kind.LOST : Kind.START_FAILED,
                    doing + ": Podman answered " + link.status() + " instead of a connection");
        } catch (IOException e) {
            throw libpod.unavailable(doing, e);
        }
    }

    private Optional<Integer> exitCode(String id) throws InterruptedException {
        Answer answer = libpod.get("asking for the end of what is " + doing, "/exec/" + id + "/json");
        if (!answer.succeeded()) {
            throw answered(answer);
        }
        JsonNode code = answer.body().path("ExitCode");
        boolean ended = !answer.body().path("Running").asBoolean(true) && code.canConvertToInt();
        return ended ? Optional.of(code.intValue()) : Optional.empty();
    }

    private EngineRequest post(String path, ObjectNode body) throws InterruptedException {
        return libpod.request("POST", path, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private SandboxException answered(Answer answer) {
        return Libpod.answered(gone(answer.status()) ? Kind.LOST : Kind.START_FAILED, doing, answer);
    }

    /** Not there any more, or not running any more. */
    private static boolean gone(int status) {
        return status == 404 || status == 409;
    }
}

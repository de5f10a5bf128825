package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.ExecSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.AttachedExec;
import ai.massgen.toolkit.container.AttachedStreams;
import ai.massgen.toolkit.container.ExecMessages;
import ai.massgen.toolkit.container.SecretInput;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts a further program in a container. */
final class Execution {
    private final EngineApi api;
    private final ContainerParts parts;
    private final ExecSpec spec;
    private final SecretInput secrets;
    private final String doing;

    Execution(EngineApi api, ContainerParts parts, ExecSpec spec, SecretInput secrets) {
        this.api = api;
        this.parts = parts;
        this.spec = spec;
        this.secrets = secrets;
        this.doing = "running '" + spec.command().getFirst() + "' in container " + parts.name();
    }

    AttachedExec start(Consumer<? super byte[]> stderr) throws InterruptedException {
        String id = create();
        AttachedStreams streams = attach(id, stderr);
        parts.teardown().first(streams::close); // an unread connection would hold up the container's removal
        secrets.send(streams.stdin());
        return new AttachedExec(streams, () -> exitCode(id));
    }

    private String create() throws InterruptedException {
        EngineApi.JsonAnswer answer = api.send(
                doing,
                api.request("POST", "/containers/" + parts.id() + "/exec", ExecMessages.create(spec, secrets)),
                api.timeout());
        if (answer.status() != 201) {
            throw answered(answer);
        }
        return answer.body().path("Id").asText();
    }

    private AttachedStreams attach(String id, Consumer<? super byte[]> stderr) throws InterruptedException {
        try {
            return AttachedStreams.open(
                    api.http(),
                    api.request("POST", "/exec/" + id + "/start", ExecMessages.start()),
                    stderr,
                    api.startTimeout());
        } catch (AttachedStreams.RefusedException e) {
            throw new SandboxException(
                    ExecMessages.isGone(e.status()) ? Kind.LOST : Kind.START_FAILED, doing + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw api.unavailable(doing, e);
        }
    }

    private Optional<Integer> exitCode(String id) throws InterruptedException {
        EngineApi.JsonAnswer answer = api.get("asking for the end of what is " + doing, "/exec/" + id + "/json");
        if (answer.status() != 200) {
            throw answered(answer);
        }
        return ExecMessages.exitCode(answer.body());
    }

    private SandboxException answered(EngineApi.JsonAnswer answer) {
        return new SandboxException(
                ExecMessages.isGone(answer.status()) ? Kind.LOST : Kind.START_FAILED,
                doing + ": Docker answered " + answer.status() + ": "
                        + answer.body().path("message").asText("").strip());
    }
}

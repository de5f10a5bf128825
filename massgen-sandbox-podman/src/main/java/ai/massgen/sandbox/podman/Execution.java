package ai.massgen.sandbox.podman;

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
    private final Libpod libpod;
    private final ContainerParts parts;
    private final ExecSpec spec;
    private final SecretInput secrets;
    private final String doing;

    Execution(Libpod libpod, ContainerParts parts, ExecSpec spec, SecretInput secrets) {
        this.libpod = libpod;
        this.parts = parts;
        this.spec = spec;
        this.secrets = secrets;
        this.doing = "running '" + spec.command().getFirst() + "' in container " + parts.name();
    }

    AttachedExec start(Consumer<? super byte[]> stderr) throws InterruptedException {
        String id = create();
        AttachedStreams streams = new AttachedStreams(attach(id), stderr);
        parts.teardown().first(streams::close);
        secrets.send(streams.stdin());
        return new AttachedExec(streams, () -> exitCode(id));
    }

    private String create() throws InterruptedException {
        Answer answer = libpod.call(
                doing,
                libpod.request("POST", "/containers/" + parts.id() + "/exec", ExecMessages.create(spec, secrets)),
                libpod.timeout());
        if (!answer.succeeded()) {
            throw answered(answer);
        }
        return answer.body().path("Id").asText();
    }

    private Link attach(String id) throws InterruptedException {
        Link link = libpod.upgrade(doing, libpod.request("POST", "/exec/" + id + "/start", ExecMessages.start()));
        if (link.status() == 101) {
            return link;
        }
        try (link) {
            throw new SandboxException(
                    ExecMessages.isGone(link.status()) ? Kind.LOST : Kind.START_FAILED,
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
        return ExecMessages.exitCode(answer.body());
    }

    private SandboxException answered(Answer answer) {
        return Libpod.answered(ExecMessages.isGone(answer.status()) ? Kind.LOST : Kind.START_FAILED, doing, answer);
    }
}

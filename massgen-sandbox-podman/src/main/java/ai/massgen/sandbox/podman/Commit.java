package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.CommitSpec;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.EngineRequest;
import ai.massgen.toolkit.container.ImageCommit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes an image of what a container holds. */
final class Commit {
    /** Podman copies and hashes everything that was written. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Libpod libpod;
    private final ContainerParts parts;
    private final CommitSpec spec;
    private final String doing;

    Commit(Libpod libpod, ContainerParts parts, CommitSpec spec) {
        this.libpod = libpod;
        this.parts = parts;
        this.spec = spec;
        this.doing = "making image '" + spec.reference() + "' of container " + parts.name();
    }

    ImageId run() throws InterruptedException {
        requireProgram();
        // Docker's form of an image, as everywhere: the other one drops what Docker's has more.
        StringBuilder path = new StringBuilder(ImageCommit.path(parts.id(), spec)).append("&format=docker");
        changes(path);
        Answer answer = libpod.call(doing, libpod.request("POST", path.toString()), PATIENCE);
        if (!answer.succeeded()) {
            throw Libpod.answered(answer.missing() ? Kind.LOST : Kind.BUILD_FAILED, doing, answer);
        }
        return new ImageId(
                "sha256:" + CreateBody.hex(answer.body().path("Id").asText()), Optional.empty(), spec.reference());
    }

    /** What Podman does not see would not be in the image. */
    private void requireProgram() throws InterruptedException {
        String program = EngineRequest.encoded(spec.entrypoint().getFirst());
        int status;
        try (Link link = libpod.open(
                doing,
                libpod.request("GET", "/containers/" + parts.id() + "/archive?path=" + program),
                libpod.patience())) {
            status = link.status();
        } catch (IOException e) {
            throw libpod.unavailable(doing, e);
        }
        if (status != 200) {
            throw ended()
                    ? new SandboxException(Kind.LOST, doing + ": the container has ended")
                    : ImageCommit.unseen("Podman", parts.name(), spec);
        }
    }

    private boolean ended() throws InterruptedException {
        try {
            return parts.exit().await(Duration.ZERO).isPresent();
        } catch (IOException e) {
            return true;
        }
    }

    /** Lines of a build file. The texts have none of the characters that mean something there. */
    private void changes(StringBuilder path) {
        add(path, "USER " + spec.user().uid() + ":" + spec.user().gid());
        add(path, "ENTRYPOINT " + Libpod.JSON.valueToTree(spec.entrypoint()));
        add(path, "CMD []");
        new TreeMap<>(spec.environment()).forEach((name, value) -> add(path, "ENV " + name + "=\"" + value + "\""));
        ImageCommit.labels(spec, List.of(Plan.GUARD_LABEL, Plan.START_LABEL))
                .forEach((name, value) -> add(path, "LABEL " + name + "=\"" + value + "\""));
    }

    private static void add(StringBuilder path, String change) {
        path.append("&changes=").append(EngineRequest.encoded(change));
    }
}

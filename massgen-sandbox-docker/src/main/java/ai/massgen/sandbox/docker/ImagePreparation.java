package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageProgress;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.ImageSource.Pull;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.EngineRequest;
import ai.massgen.toolkit.container.EngineResponse;
import ai.massgen.toolkit.container.ImageFacts;
import ai.massgen.toolkit.container.ImageName;
import ai.massgen.toolkit.container.PullFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes images ready: looks whether they are there, and pulls them if that is wanted. */
final class ImagePreparation {
    private static final int MAX_LINE = 1 << 20;

    private final EngineApi api;
    private final Duration idle;
    private final RegistryLogin login;
    private final ObjectMapper json = new ObjectMapper();

    ImagePreparation(EngineApi api, Duration idle, RegistryLogin login) {
        this.api = api;
        this.idle = idle;
        this.login = login;
    }

    ImageId prepare(ImageSource source, Consumer<? super ImageProgress> progress) throws InterruptedException {
        return switch (source) {
            case ImageSource.Reference reference -> prepare(reference, progress);
        };
    }

    private ImageId prepare(ImageSource.Reference source, Consumer<? super ImageProgress> progress)
            throws InterruptedException {
        String reference = source.reference();
        boolean id = reference.startsWith("sha256:");
        if (source.pull() != Pull.ALWAYS || id) {
            Optional<ImageId> present = find(reference);
            if (present.isPresent()) {
                return present.get();
            }
        }
        if (source.pull() == Pull.NEVER || id) {
            throw new SandboxException(
                    Kind.IMAGE_MISSING,
                    "image '" + reference + "' is not on Docker at "
                            + api.http().endpoint()
                            + (id
                                    ? ", and no registry knows images by their id. Build or load it."
                                    : ", and it may not be pulled. Build or load it, or run: docker pull "
                                            + reference));
        }
        pull(reference, progress);
        return find(reference)
                .orElseThrow(
                        () -> PullFailure.of("docker", reference, "Docker says it is pulled but does not have it"));
    }

    private Optional<ImageId> find(String reference) throws InterruptedException {
        try {
            ImageFacts image = api.command(
                    "looking for image " + reference,
                    client ->
                            ImageAnswer.facts(client.inspectImageCmd(reference).exec(), reference));
            return Optional.of(new ImageId(image.id(), image.repoDigest(), reference));
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (DockerException e) {
            Kind kind = e.getHttpStatus() >= 500 ? Kind.ENGINE_UNAVAILABLE : Kind.IMAGE_MISSING;
            throw api.failures().answered(kind, "image '" + reference + "'", e);
        }
    }

    private void pull(String reference, Consumer<? super ImageProgress> progress) throws InterruptedException {
        ImageName name = ImageName.parse(reference);
        EngineRequest plain = api.request(
                "POST",
                "/images/create?fromImage=" + EngineRequest.encoded(name.repository()) + "&tag="
                        + EngineRequest.encoded(name.version()));
        EngineRequest request = login.header(name.repository())
                .map(header -> new EngineRequest(
                        plain.method(), plain.target(), Map.of("X-Registry-Auth", header), Optional.empty()))
                .orElse(plain);
        // The engine answers when the registry has, which may take longer than an ordinary request.
        try (EngineResponse response = api.http().open(request, idle)) {
            if (response.status() != 200) {
                throw PullFailure.of("docker", reference, DockerFailures.message(response.readText(64 * 1024, idle)));
            }
            Optional<String> line = response.readLine(MAX_LINE, Optional.of(idle));
            while (line.isPresent()) {
                report(reference, line.get(), progress);
                line = response.readLine(MAX_LINE, Optional.of(idle));
            }
        } catch (SocketTimeoutException e) {
            throw PullFailure.of("docker", reference, "timeout: " + e.getMessage());
        } catch (IOException e) {
            throw api.unavailable("pulling image " + reference, e);
        }
    }

    private void report(String reference, String line, Consumer<? super ImageProgress> progress) {
        if (line.isBlank()) {
            return;
        }
        JsonNode item;
        try {
            item = json.readTree(line);
        } catch (JsonProcessingException e) {
            throw PullFailure.of("docker", reference, "Docker's progress is not JSON");
        }
        if (item.hasNonNull("error")) {
            throw PullFailure.of("docker", reference, item.path("error").asText());
        }
        JsonNode detail = item.path("progressDetail");
        progress.accept(new ImageProgress(
                item.path("status").asText(""),
                detail.path("current").asLong(0),
                detail.path("total").asLong(0)));
    }
}

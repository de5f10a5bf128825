package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageProgress;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.ImageSource.Pull;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.EngineRequest;
import ai.massgen.toolkit.container.PullFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes images ready: looks whether they are there, and pulls them if that is wanted. */
final class ImagePreparation {
    private static final int MAX_LINE = 1 << 20;

    private final Libpod libpod;
    private final Duration idle;

    ImagePreparation(Libpod libpod, Duration idle) {
        this.libpod = libpod;
        this.idle = idle;
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
            Optional<ImageId> present = find(reference, reference);
            if (present.isPresent()) {
                return present.get();
            }
        }
        if (source.pull() == Pull.NEVER || id) {
            throw new SandboxException(
                    Kind.IMAGE_MISSING,
                    "image '" + reference + "' is not on Podman at "
                            + libpod.address().endpoint()
                            + (id
                                    ? ", and no registry knows images by their id. Build or load it."
                                    : ", and it may not be pulled. Build or load it, or run: podman pull "
                                            + reference));
        }
        String full = qualified(reference);
        pull(reference, full, progress);
        return find(full, reference)
                .orElseThrow(() -> failure(reference, "Podman says it is pulled but does not have it"));
    }

    /**
     * The name with its registry. Podman would ask a list of its own which one a short name means, and the same
     * configuration should mean the same image on every engine.
     */
    static String qualified(String reference) {
        int slash = reference.indexOf('/');
        String first = slash < 0 ? "" : reference.substring(0, slash);
        if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
            return reference;
        }
        return "docker.io/" + (slash < 0 ? "library/" : "") + reference;
    }

    private Optional<ImageId> find(String name, String reference) throws InterruptedException {
        return ImageAnswer.find(libpod, name, reference)
                .map(image -> new ImageId(image.id(), image.repoDigest(), reference));
    }

    private void pull(String reference, String full, Consumer<? super ImageProgress> progress)
            throws InterruptedException {
        String doing = "pulling image " + reference;
        // Podman answers when the registry has, which may take longer than an ordinary request.
        try (Link link = libpod.open(
                doing,
                libpod.request("POST", "/images/pull?policy=always&reference=" + EngineRequest.encoded(full)),
                idle)) {
            if (link.status() != 200) {
                String body = new String(link.readAll(MAX_LINE, Optional.of(idle)), StandardCharsets.UTF_8);
                throw failure(reference, sentence(body));
            }
            Optional<String> line = link.readLine(MAX_LINE, idle);
            while (line.isPresent()) {
                report(reference, line.get(), progress);
                line = link.readLine(MAX_LINE, idle);
            }
        } catch (SocketTimeoutException e) {
            throw failure(reference, "timeout: no sign of life for " + idle.toMillis() + " ms");
        } catch (IOException e) {
            throw libpod.unavailable(doing, e);
        }
    }

    private static String sentence(String body) {
        try {
            return new Answer(0, Libpod.JSON.readTree(body)).message();
        } catch (JsonProcessingException e) {
            return body.strip();
        }
    }

    private static void report(String reference, String line, Consumer<? super ImageProgress> progress) {
        if (line.isBlank()) {
            return;
        }
        JsonNode item;
        try {
            item = Libpod.JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw failure(reference, "Podman's progress is not JSON");
        }
        if (item.hasNonNull("error")) {
            throw failure(reference, item.path("error").asText());
        }
        if (item.hasNonNull("stream")) {
            progress.accept(new ImageProgress(item.path("stream").asText().strip(), 0, 0));
        }
    }

    private static SandboxException failure(String reference, String reason) {
        return PullFailure.of("podman", reference, reason);
    }
}

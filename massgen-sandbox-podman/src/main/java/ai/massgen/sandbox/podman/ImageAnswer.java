package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.ImageFacts;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what Podman says about an image. */
final class ImageAnswer {
    private ImageAnswer() {}

    /** Looks for an image by id or reference; empty if it is not there. */
    static Optional<ImageFacts> find(Libpod libpod, String image, String reference) throws InterruptedException {
        Answer answer = libpod.get("looking for image " + reference, "/images/" + image + "/json");
        if (answer.missing()) {
            return Optional.empty();
        }
        if (!answer.succeeded()) {
            Kind kind = answer.status() >= 500 ? Kind.ENGINE_UNAVAILABLE : Kind.IMAGE_MISSING;
            throw Libpod.answered(kind, "image '" + reference + "'", answer);
        }
        return Optional.of(facts(answer.body(), reference));
    }

    static ImageFacts facts(JsonNode image, String reference) {
        JsonNode config = image.path("Config");
        List<String> command = new ArrayList<>(words(config.path("Entrypoint")));
        command.addAll(words(config.path("Cmd")));
        List<String> volumes = new ArrayList<>();
        config.path("Volumes").fieldNames().forEachRemaining(volumes::add);
        return new ImageFacts(
                "sha256:" + CreateBody.hex(image.path("Id").asText()),
                reference,
                digests(image.path("RepoDigests")),
                config.path("User").asText("").strip(),
                command,
                volumes.stream().sorted().toList());
    }

    /** Podman gives a digest of its own to what came from no registry. */
    private static List<String> digests(JsonNode digests) {
        return words(digests).stream()
                .filter(digest -> !digest.startsWith("localhost/"))
                .toList();
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }
}

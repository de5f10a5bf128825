package ai.massgen.sandbox.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What matters about an image before it runs.
 *
 * @param id its content address
 * @param reference what the user wrote, for people
 * @param repoDigests the digests under which registries know it
 * @param user the user it names, possibly empty
 * @param command its entry point and command together, possibly empty
 * @param volumes paths for which Docker would make anonymous volumes on the host's disk
 */
record ImageFacts(
        String id,
        String reference,
        List<String> repoDigests,
        String user,
        List<String> command,
        List<String> volumes) {
    ImageFacts {
        repoDigests = List.copyOf(repoDigests);
        command = List.copyOf(command);
        volumes = List.copyOf(volumes);
    }

    static ImageFacts of(InspectImageResponse image, String reference) {
        ContainerConfig config = Objects.requireNonNullElseGet(image.getConfig(), ContainerConfig::new);
        List<String> command = new ArrayList<>(words(config.getEntrypoint()));
        command.addAll(words(config.getCmd()));
        Map<String, ?> volumes = config.getVolumes();
        return new ImageFacts(
                Objects.requireNonNull(image.getId(), "image id"),
                reference,
                Objects.requireNonNullElse(image.getRepoDigests(), List.of()),
                Objects.requireNonNullElse(config.getUser(), "").strip(),
                command,
                volumes == null ? List.of() : volumes.keySet().stream().sorted().toList());
    }

    private static List<String> words(String @Nullable [] words) {
        return words == null ? List.of() : Arrays.asList(words);
    }

    /** The digest of the repository that the reference names, or else of any. */
    Optional<String> repoDigest() {
        String repository = ImageName.parse(reference).repository();
        return repoDigests.stream()
                .filter(digest -> digest.startsWith(repository + "@"))
                .findFirst()
                .or(() -> repoDigests.stream().findFirst());
    }
}

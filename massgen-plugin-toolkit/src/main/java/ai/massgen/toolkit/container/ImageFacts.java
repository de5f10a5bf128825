package ai.massgen.toolkit.container;

import java.util.List;
import java.util.Optional;

/**
 * What matters about an image before it runs.
 *
 * @param id its content address
 * @param reference what the user wrote, for people
 * @param repoDigests the digests under which registries know it
 * @param user the user it names, possibly empty
 * @param command its entry point and command together, possibly empty
 * @param volumes paths for which an engine would make anonymous volumes on the host's disk
 */
public record ImageFacts(
        String id,
        String reference,
        List<String> repoDigests,
        String user,
        List<String> command,
        List<String> volumes) {
    /** Copies the lists. */
    public ImageFacts {
        repoDigests = List.copyOf(repoDigests);
        command = List.copyOf(command);
        volumes = List.copyOf(volumes);
    }

    /**
     * The digest of the repository that the reference names, or else of any.
     *
     * @return a repository and a digest, empty if no registry knows the image
     */
    public Optional<String> repoDigest() {
        String repository = ImageName.parse(reference).repository();
        return repoDigests.stream()
                .filter(digest -> digest.startsWith(repository + "@"))
                .findFirst()
                .or(() -> repoDigests.stream().findFirst());
    }
}

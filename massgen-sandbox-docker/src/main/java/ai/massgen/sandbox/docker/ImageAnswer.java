package ai.massgen.sandbox.docker;

import ai.massgen.toolkit.container.ImageFacts;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what Docker says about an image. */
final class ImageAnswer {
    private ImageAnswer() {}

    static ImageFacts facts(InspectImageResponse image, String reference) {
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
}

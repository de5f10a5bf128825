package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SweepFilter;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lists what carries our label, and removes what it is told to. */
record Sweep(EngineApi api, Consumer<String> warnings) {
    List<Leftover> run(SweepFilter filter) throws InterruptedException {
        List<Leftover> removed = new ArrayList<>();
        for (Leftover candidate : candidates()) {
            if (filter.remove(candidate)) {
                try {
                    new Removal(api).remove(candidate.id());
                    removed.add(candidate);
                } catch (SandboxException e) {
                    if (e.kind() != SandboxException.Kind.CLEANUP_FAILED) {
                        throw e;
                    }
                    warnings.accept(String.valueOf(e.getMessage())); // the others can still go
                }
            }
        }
        return removed;
    }

    /** Lists containers in all states that carry a label, given as a name or as {@code name=value}. */
    static List<Container> containers(EngineApi api, String label) throws InterruptedException {
        try {
            return api.command(
                    "listing containers",
                    client -> client.listContainersCmd()
                            .withShowAll(true)
                            .withLabelFilter(List.of(label))
                            .exec());
        } catch (DockerException e) {
            throw api.failures().answered(SandboxException.Kind.ENGINE_UNAVAILABLE, "listing containers", e);
        }
    }

    private List<Leftover> candidates() throws InterruptedException {
        List<Container> containers = containers(api, SandboxLabels.OWNER);
        return containers.stream()
                .map(container -> new Leftover(
                        container.getId(),
                        name(container.getNames()),
                        Objects.requireNonNullElse(container.getState(), ""),
                        Objects.requireNonNullElse(container.getLabels(), Map.of()),
                        Optional.ofNullable(container.getCreated()).map(Instant::ofEpochSecond)))
                .toList();
    }

    private static String name(String @Nullable [] names) {
        return names == null || names.length == 0 ? "" : names[0].replaceFirst("^/", "");
    }
}

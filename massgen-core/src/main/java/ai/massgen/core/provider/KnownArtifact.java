package ai.massgen.core.provider;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The artifacts of this project, so that a missing one can be named. Data, not a dependency. */
final class KnownArtifact {
    private static final Map<String, String> BACKENDS = Map.of(
            "openai", "ai.massgen:massgen-backend-openai",
            "claude", "ai.massgen:massgen-backend-claude",
            "gemini", "ai.massgen:massgen-backend-gemini",
            "scripted", "ai.massgen:massgen-backend-scripted");
    private static final Map<String, String> SANDBOXES = Map.of(
            "docker", "ai.massgen:massgen-sandbox-docker",
            "podman", "ai.massgen:massgen-sandbox-podman",
            "host", "ai.massgen:massgen-sandbox-host");

    private KnownArtifact() {}

    static Optional<String> of(PluginKind kind, String name) {
        return Optional.ofNullable(all(kind).get(name));
    }

    static Set<String> names(PluginKind kind) {
        return all(kind).keySet();
    }

    private static Map<String, String> all(PluginKind kind) {
        return switch (kind) {
            case BACKEND -> BACKENDS;
            case SANDBOX -> SANDBOXES;
        };
    }
}

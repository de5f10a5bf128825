package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SweepFilter;
import ai.massgen.toolkit.container.EngineRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lists what carries our label, and removes what it is told to. */
record Sweep(Libpod libpod, SandboxContext context) {
    List<Leftover> run(SweepFilter filter) throws InterruptedException {
        List<Leftover> removed = new ArrayList<>();
        for (JsonNode container : containers(libpod, SandboxLabels.OWNER)) {
            Leftover candidate = leftover(container);
            if (filter.remove(candidate) && remove(candidate)) {
                removed.add(candidate);
            }
        }
        return removed;
    }

    private boolean remove(Leftover candidate) throws InterruptedException {
        try {
            new Removal(libpod).remove(candidate.id());
            return true;
        } catch (SandboxException e) {
            if (e.kind() != Kind.CLEANUP_FAILED) {
                throw e;
            }
            context.warn(String.valueOf(e.getMessage())); // the others can still go
            return false;
        }
    }

    /** Lists containers in all states that carry a label, given as a name or as {@code name=value}. */
    static List<JsonNode> containers(Libpod libpod, String label) throws InterruptedException {
        String filters = Libpod.JSON
                .createObjectNode()
                .set("label", Libpod.JSON.createArrayNode().add(label))
                .toString();
        Answer answer =
                libpod.get("listing containers", "/containers/json?all=true&filters=" + EngineRequest.encoded(filters));
        if (!answer.succeeded()) {
            throw Libpod.answered(Kind.ENGINE_UNAVAILABLE, "listing containers", answer);
        }
        List<JsonNode> found = new ArrayList<>();
        answer.body().forEach(found::add);
        return found;
    }

    private static Optional<Instant> created(String time) {
        try {
            return Optional.of(Instant.parse(time));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Leftover leftover(JsonNode container) {
        Map<String, String> labels = new TreeMap<>();
        container
                .path("Labels")
                .properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
        return new Leftover(
                container.path("Id").asText(),
                container.at("/Names/0").asText(""),
                container.path("State").asText(""),
                labels,
                created(container.path("Created").asText()));
    }
}

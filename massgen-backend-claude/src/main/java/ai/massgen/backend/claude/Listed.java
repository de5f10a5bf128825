package ai.massgen.backend.claude;

import ai.massgen.api.backend.ModelInfo;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model as the provider lists it.
 *
 * @param id its id
 * @param name its name for people, may be empty
 * @param ending what becomes of it, if it does not stay
 */
record Listed(String id, String name, Optional<String> ending) {
    static Listed of(JsonNode model) {
        return new Listed(WireJson.text(model, "id"), WireJson.text(model, "display_name"), ending(model));
    }

    ModelInfo info() {
        String description = Stream.concat(Stream.of(name).filter(text -> !text.isEmpty()), ending.stream())
                .collect(Collectors.joining(", "));
        return description.isEmpty() ? ModelInfo.of(id) : ModelInfo.of(id).describedAs(description);
    }

    private static Optional<String> ending(JsonNode model) {
        String retires = WireJson.text(model, "retires_at");
        String day = retires.substring(0, Math.min(10, retires.length()));
        return switch (WireJson.text(model, "lifecycle")) {
            case "retired" -> Optional.of("is retired");
            case "deprecated" -> Optional.of(day.isEmpty() ? "is deprecated" : "is deprecated and retires on " + day);
            default -> day.isEmpty() ? Optional.empty() : Optional.of("retires on " + day);
        };
    }
}

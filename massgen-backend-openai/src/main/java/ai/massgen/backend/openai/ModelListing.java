package ai.massgen.backend.openai;

import ai.massgen.api.backend.ModelInfo;
import ai.massgen.api.backend.ModelRequest.Timeouts;
import ai.massgen.toolkit.http.ProviderCall;
import ai.massgen.toolkit.http.ProviderClient;
import ai.massgen.toolkit.http.ProviderStream;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Asks a server which models it offers. */
final class ModelListing {
    private static final int LARGEST = 16 * 1024 * 1024;
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20));

    private ModelListing() {}

    /** Asks; empty if the listing is in a form that is not known. */
    static List<ModelInfo> fetch(ProviderClient client) throws InterruptedException {
        try (ProviderStream stream = client.open(ProviderCall.get("models", TIMEOUTS))) {
            String text = stream.text(LARGEST);
            try {
                return read(WireJson.MAPPER.readTree(text));
            } catch (JsonProcessingException e) {
                throw stream.failures().malformed("the list of models is not JSON", text);
            }
        }
    }

    private static List<ModelInfo> read(JsonNode root) {
        List<ModelInfo> models = new ArrayList<>();
        for (JsonNode model : root.isArray() ? root : root.path("data")) {
            String id = WireJson.text(model, "id");
            if (!id.isEmpty()) {
                models.add(description(model).map(ModelInfo.of(id)::describedAs).orElseGet(() -> ModelInfo.of(id)));
            }
        }
        models.sort(Comparator.comparing(ModelInfo::id));
        return models;
    }

    private static Optional<String> description(JsonNode model) {
        List<String> words = new ArrayList<>();
        if (!WireJson.text(model, "owned_by").isEmpty()) {
            words.add("by " + WireJson.text(model, "owned_by"));
        }
        if (!WireJson.text(model, "shutdown_date").isEmpty()) {
            words.add("shuts down on " + WireJson.text(model, "shutdown_date"));
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
    }
}

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
import java.util.function.Function;

/** Asks a server which models it offers. */
final class ModelListing {
    private static final int LARGEST = 16 * 1024 * 1024;
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20));

    private ModelListing() {}

    /**
     * Asks; empty if the listing is in a form that is not known.
     *
     * @param client who asks
     * @param known what is known of a model by its id
     */
    static List<ModelInfo> fetch(ProviderClient client, Function<String, ModelInfo> known) throws InterruptedException {
        List<ModelInfo> models = new ArrayList<>();
        for (JsonNode model : entries(client, "models", TIMEOUTS)) {
            if (!WireJson.text(model, "id").isEmpty()) {
                models.add(ListedModel.read(model, known));
            }
        }
        models.sort(Comparator.comparing(ModelInfo::id));
        return models;
    }

    /** The entries of a listing as the server writes them. */
    static JsonNode entries(ProviderClient client, String path, Timeouts timeouts) throws InterruptedException {
        try (ProviderStream stream = client.open(ProviderCall.get(path, timeouts))) {
            String text = stream.text(LARGEST);
            try {
                JsonNode root = WireJson.MAPPER.readTree(text);
                return root.isArray() ? root : root.path("data");
            } catch (JsonProcessingException e) {
                throw stream.failures().malformed("the list of models is not JSON", text);
            }
        }
    }
}

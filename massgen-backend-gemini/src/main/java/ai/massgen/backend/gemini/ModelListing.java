package ai.massgen.backend.gemini;

import ai.massgen.api.backend.ModelInfo;
import ai.massgen.api.backend.ModelRequest.Timeouts;
import ai.massgen.toolkit.http.ProviderCall;
import ai.massgen.toolkit.http.ProviderClient;
import ai.massgen.toolkit.http.ProviderStream;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Asks a server which models it offers. */
final class ModelListing {
    /** The folder of the models in the provider's namespace. */
    static final String PREFIX = "models/";

    /** The most that the provider gives at once, and many times what it has. */
    private static final String PATH = "models?pageSize=1000";

    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20));

    private ModelListing() {}

    /** Asks; empty if the listing is in a form that is not known. Models that write no text are left out. */
    static List<ModelInfo> fetch(ProviderClient client, LocalDate today) throws InterruptedException {
        try (ProviderStream stream = client.open(ProviderCall.get(PATH, TIMEOUTS))) {
            List<ModelInfo> models = new ArrayList<>();
            for (JsonNode model : stream.document().path("models")) {
                String name = WireJson.text(model, "name");
                if (!name.isEmpty() && generates(model)) {
                    models.add(info(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name, model, today));
                }
            }
            models.sort(Comparator.comparing(ModelInfo::id));
            return models;
        }
    }

    private static boolean generates(JsonNode model) {
        JsonNode methods = model.path("supportedGenerationMethods");
        return !methods.isArray()
                || methods.valueStream().anyMatch(each -> each.asText().equals("generateContent"));
    }

    /** What the server says, and what the data file adds: price and last day. */
    private static ModelInfo info(String id, JsonNode model, LocalDate today) {
        ModelInfo known = KnownModels.find(id).map(facts -> facts.on(id, today)).orElse(ModelInfo.of(id));
        String description = WireJson.text(model, "displayName");
        ModelInfo described = description.isEmpty() ? known : known.describedAs(description);
        return described.sized(
                number(model, "inputTokenLimit", known.contextTokens()),
                number(model, "outputTokenLimit", known.maxOutputTokens()));
    }

    private static OptionalLong number(JsonNode model, String field, OptionalLong otherwise) {
        return model.path(field).isNumber() ? OptionalLong.of(model.path(field).asLong()) : otherwise;
    }
}

package ai.massgen.backend.claude;

import ai.massgen.api.backend.ModelRequest.Timeouts;
import ai.massgen.toolkit.http.ProviderCall;
import ai.massgen.toolkit.http.ProviderClient;
import ai.massgen.toolkit.http.ProviderStream;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Asks a server which models it offers. */
final class ModelListing {
    /** The most that the provider gives at once, and many times what it has. */
    private static final String PATH = "v1/models?limit=1000";

    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20));

    private ModelListing() {}

    /** Asks; empty if the listing is in a form that is not known. */
    static List<Listed> fetch(ProviderClient client) throws InterruptedException {
        try (ProviderStream stream = client.open(ProviderCall.get(PATH, TIMEOUTS))) {
            List<Listed> models = new ArrayList<>();
            for (JsonNode model : stream.document().path("data")) {
                Listed listed = Listed.of(model);
                if (!listed.id().isEmpty()) {
                    models.add(listed);
                }
            }
            models.sort(Comparator.comparing(Listed::id));
            return models;
        }
    }
}

package ai.massgen.core.survey;

import ai.massgen.api.Json;
import ai.massgen.api.backend.ModelInfo;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A model on offer, as JSON for programs. */
public final class OfferJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private OfferJson() {}

    /**
     * Writes a model.
     *
     * @param backend the backend's name
     * @param from who says that it is there
     * @param model the model
     * @param warning what the user should know of it
     * @return a JSON object; what is unknown is not in it
     */
    public static Json write(String backend, String from, ModelInfo model, Optional<String> warning) {
        ObjectNode out = MAPPER.createObjectNode();
        out.put("backend", backend).put("from", from).put("model", model.id());
        model.description().ifPresent(text -> out.put("description", text));
        model.price()
                .ifPresent(price -> out.putObject("price")
                        .put("input", price.input())
                        .put("output", price.output())
                        .put("cached_input", price.cachedInput())
                        .put("cache_write", price.cacheWrite()));
        model.contextTokens().ifPresent(size -> out.put("context_tokens", size));
        model.maxOutputTokens().ifPresent(size -> out.put("max_output_tokens", size));
        model.shutdown().ifPresent(day -> out.put("shutdown", day.toString()));
        warning.ifPresent(text -> out.put("warning", text));
        return new Json(out.toString());
    }
}

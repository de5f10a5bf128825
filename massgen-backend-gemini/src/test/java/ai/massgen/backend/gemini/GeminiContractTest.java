package ai.massgen.backend.gemini;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.backend.Setting;
import ai.massgen.testkit.backend.WireBackendContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

class GeminiContractTest extends WireBackendContract<GeminiConfig> {
    @Override
    protected Backend<GeminiConfig> backend() {
        return new GeminiBackend();
    }

    @Override
    protected GeminiConfig config(URI server, Secret key) {
        return Asked.config(server, key);
    }

    @Override
    protected Map<String, UnaryOperator<GeminiConfig>> variants() {
        return Map.of(
                "without a store", config -> with(config, "fileSearchStores", List.of()),
                "a model that nobody knows", config -> with(config, "model", "tunedModels/mine"));
    }

    @Override
    protected String providerToolTrace(Capability tool) {
        return switch (tool) {
            case WEB_SEARCH -> "{\"googleSearch\":{}}";
            case CODE_EXECUTION -> "{\"codeExecution\":{}}";
            case URL_CONTEXT -> "{\"urlContext\":{}}";
            case FILE_SEARCH -> "{\"fileSearch\":{\"fileSearchStoreNames\":[\"fileSearchStores/manuals\"]}}";
            default -> super.providerToolTrace(tool);
        };
    }

    @Override
    protected List<Setting> settings() {
        return List.of(
                Setting.sendsTo("model", "gemini-4-argon", "/models/gemini-4-argon:streamGenerateContent?alt=sse"),
                Setting.sends("temperature", 0.75, "\"temperature\":0.75"),
                Setting.sends("seed", 77L, "\"seed\":77"),
                Setting.sends("maxOutputTokens", 99, "\"maxOutputTokens\":99"),
                Setting.sends("thinkingLevel", "low", "\"thinkingLevel\":\"LOW\""),
                Setting.omits("thoughts", false, "\"includeThoughts\":true"),
                Setting.changes("fileSearchStores", List.of(), Capability.FILE_SEARCH),
                Setting.tolerates("whenUnsupported", "drop", "thinkingLevel", "minimal"));
    }
}

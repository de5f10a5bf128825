package ai.massgen.backend.openai;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.backend.Setting;
import ai.massgen.testkit.backend.WireBackendContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The contract, at the preset whose replies also hold fields that go back. */
class OpenAiContractTest extends WireBackendContract<OpenAiConfig> {
    @Override
    protected Backend<OpenAiConfig> backend() {
        return new OpenAiBackend();
    }

    @Override
    protected OpenAiConfig config(URI server, Secret key) {
        return Chat.config(
                "m-1", Optional.of("openrouter"), Optional.of(server.resolve("/v1")), Optional.of(key.reveal()));
    }

    @Override
    protected Map<String, UnaryOperator<OpenAiConfig>> variants() {
        return Map.of(
                "without seeds and pictures", config -> with(config, "preset", "deepseek"),
                "with a schema or without", config -> with(config, "structuredOutput", false),
                "with tools or with reasoning", config -> reasoning(config, "high"),
                "with tools", config -> reasoning(config, "none"));
    }

    @Override
    protected List<Setting> settings() {
        return List.of(
                Setting.sends("model", "m-2", "\"model\":\"m-2\""),
                Setting.changes("preset", "deepseek", Capability.SEED),
                Setting.sends("temperature", 0.75, "\"temperature\":0.75"),
                Setting.sends("seed", 77L, "\"seed\":77"),
                Setting.sends("maxOutputTokens", 99, "\"max_tokens\":99"),
                Setting.sends("reasoningEffort", "low", "\"reasoning_effort\":\"low\""),
                Setting.changes("images", false, Capability.IMAGES),
                Setting.changes("documents", false, Capability.DOCUMENTS),
                Setting.changes("structuredOutput", false, Capability.STRUCTURED_OUTPUT));
    }

    /** What only the other API knows is in its contract, and the rest in {@link AbilitiesTest}. */
    @Override
    protected Set<String> settingsTestedElsewhere() {
        return Set.of("api", "reasoningSummary", "vectorStores", "cacheGroup", "whenUnsupported");
    }

    private static OpenAiConfig reasoning(OpenAiConfig config, String effort) {
        OpenAiConfig openai = with(with(config, "preset", "openai"), "api", "chat_completions");
        return with(with(openai, "model", "gpt-6-sol"), "reasoningEffort", effort);
    }
}

package ai.massgen.backend.openai.responses;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.config.Secret;
import ai.massgen.backend.openai.OpenAiBackend;
import ai.massgen.backend.openai.OpenAiConfig;
import ai.massgen.backend.openai.Settings;
import ai.massgen.testkit.backend.Setting;
import ai.massgen.testkit.backend.WireBackendContract;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The contract at OpenAI itself, with a model that takes everything the API has. */
class ResponsesContractTest extends WireBackendContract<OpenAiConfig> {
    @Override
    protected Backend<OpenAiConfig> backend() {
        return new OpenAiBackend();
    }

    @Override
    protected OpenAiConfig config(URI server, Secret key) {
        return Settings.of("m-1")
                .with("preset", "openai")
                .with("baseUrl", server.resolve("/v1"))
                .with("apiKey", key)
                .with("vectorStores", List.of("vs_1"))
                .config();
    }

    @Override
    protected String providerToolTrace(Capability tool) {
        return tool == Capability.CODE_EXECUTION
                ? "\"code_interpreter\""
                : "\"" + tool.name().toLowerCase(Locale.ROOT) + "\"";
    }

    @Override
    protected Map<String, UnaryOperator<OpenAiConfig>> variants() {
        return Map.of(
                "a model that reasons", config -> with(config, "model", "gpt-6.1-sol"),
                "a model told not to reason",
                        config -> with(with(config, "model", "gpt-6.1-sol"), "reasoningEffort", "none"),
                "no stores to search", config -> with(config, "vectorStores", List.of()),
                "a provider with few tools", config -> with(config, "preset", "xai"),
                "a server that is not known", ResponsesContractTest::unknown);
    }

    @Override
    protected List<Setting> settings() {
        return List.of(
                Setting.sends("model", "m-2", "\"model\":\"m-2\""),
                Setting.changes("preset", "xai", Capability.DOCUMENTS),
                Setting.sends("temperature", 0.75, "\"temperature\":0.75"),
                Setting.sends("maxOutputTokens", 99, "\"max_output_tokens\":99"),
                Setting.sends("reasoningEffort", "low", "\"reasoning\":{\"effort\":\"low\"}"),
                Setting.sends("reasoningSummary", "concise", "\"reasoning\":{\"summary\":\"concise\"}"),
                Setting.changes("images", false, Capability.IMAGES),
                Setting.changes("documents", false, Capability.DOCUMENTS),
                Setting.changes("structuredOutput", false, Capability.STRUCTURED_OUTPUT),
                Setting.changes("vectorStores", List.of(), Capability.FILE_SEARCH),
                Setting.sends("cacheGroup", "team", "\"prompt_cache_key\":\"team\""));
    }

    private static OpenAiConfig unknown(OpenAiConfig config) {
        OpenAiConfig bare = with(config, "vectorStores", List.of());
        return with(with(bare, "preset", "compatible"), "api", "responses");
    }

    /** The API has no seed, and the others decide between it and another one: {@code AbilitiesTest}. */
    @Override
    protected Set<String> settingsTestedElsewhere() {
        return Set.of("seed", "api", "whenUnsupported");
    }
}

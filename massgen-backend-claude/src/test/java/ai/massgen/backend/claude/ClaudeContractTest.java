package ai.massgen.backend.claude;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.backend.Scene;
import ai.massgen.testkit.backend.Setting;
import ai.massgen.testkit.backend.WireBackendContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

class ClaudeContractTest extends WireBackendContract<ClaudeConfig> {
    @Override
    protected Backend<ClaudeConfig> backend() {
        return new ClaudeBackend();
    }

    @Override
    protected ClaudeConfig config(URI server, Secret key) {
        return Asked.config(server, key);
    }

    @Override
    protected Map<String, UnaryOperator<ClaudeConfig>> variants() {
        return Map.of(
                "a model that nobody knows", config -> with(config, "model", "qwen3"),
                "without thoughts", config -> with(config, "thinking", "off"));
    }

    @Override
    protected String providerToolTrace(Capability tool) {
        return switch (tool) {
            case WEB_SEARCH ->
                "{\"type\":\"web_search_20260318\",\"name\":\"web_search\",\"allowed_callers\":[\"direct\"]}";
            case URL_CONTEXT ->
                "{\"type\":\"web_fetch_20260318\",\"name\":\"web_fetch\",\"allowed_callers\":[\"direct\"]}";
            case CODE_EXECUTION -> "{\"type\":\"code_execution_20260521\",\"name\":\"code_execution\"}";
            default -> super.providerToolTrace(tool);
        };
    }

    @Override
    protected Usage usage(Scene scene) {
        return scene == Scene.TEXT ? new Usage(9, 4, 0, 0) : new Usage(20, 10, 8, 3, 2);
    }

    @Override
    protected List<Setting> settings() {
        return List.of(
                Setting.sends("model", "claude-opus-5-5", "\"model\":\"claude-opus-5-5\""),
                Setting.sends("maxOutputTokens", 99, "\"max_tokens\":99"),
                Setting.sends("thinking", "off", "\"thinking\":{\"type\":\"disabled\"}"),
                Setting.sends("effort", "low", "\"output_config\":{\"effort\":\"low\"}"),
                Setting.sends("cache", "1h", "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"),
                Setting.sendsHeader("apiVersion", "2023-06-01", "anthropic-version", "2023-06-01"),
                Setting.tolerates("whenUnsupported", "drop", "maxOutputTokens", 200_000));
    }
}

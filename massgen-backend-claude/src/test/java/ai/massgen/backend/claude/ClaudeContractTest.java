package ai.massgen.backend.claude;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.config.Secret;
import ai.massgen.testkit.backend.Setting;
import ai.massgen.testkit.backend.WireBackendContract;
import java.net.URI;
import java.util.List;

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
    protected List<Setting> settings() {
        return List.of(
                Setting.sends("model", "claude-opus-5-5", "\"model\":\"claude-opus-5-5\""),
                Setting.sends("maxOutputTokens", 99, "\"max_tokens\":99"),
                Setting.sends("thinking", "off", "\"thinking\":{\"type\":\"disabled\"}"),
                Setting.sends("effort", "low", "\"output_config\":{\"effort\":\"low\"}"),
                Setting.sends("cache", "1h", "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"),
                Setting.sendsHeader("apiVersion", "2023-06-01", "anthropic-version", "2023-06-01"));
    }
}

package ai.massgen.backend.scripted;

import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Models that play a script instead of asking anybody: {@code backend.type: scripted}. */
public final class ScriptedBackend implements Backend<ScriptedConfig> {
    /** Creates the backend. Called by {@link java.util.ServiceLoader}. */
    public ScriptedBackend() {}

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public int spiLevel() {
        return Spi.LEVEL;
    }

    @Override
    public Class<ScriptedConfig> configType() {
        return ScriptedConfig.class;
    }

    /** A recording takes whatever was recorded; the other modes know neither pictures nor sampling. */
    @Override
    public Set<Capability> capabilities(ScriptedConfig config) {
        return config.mode() == ScriptedConfig.Mode.REPLAY
                ? EnumSet.allOf(Capability.class)
                : EnumSet.of(Capability.TOOLS, Capability.PARALLEL_TOOL_CALLS);
    }

    @Override
    public Model open(ScriptedConfig config, BackendContext context) {
        return new ScriptedModel(player(config, context), capabilities(config), config.delay());
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public List<String> diagnose(ScriptedConfig config, BackendContext context) {
        return config.journal()
                .map(journal -> Recording.file(context.baseDirectory(), journal))
                .filter(file -> !Files.isReadable(file))
                .map(file -> List.of("there is no readable journal at " + file))
                .orElse(List.of());
    }

    private static Player player(ScriptedConfig config, BackendContext context) {
        AutoPlayer auto = new AutoPlayer(config.seed());
        return switch (config.mode()) {
            case SCRIPT -> new ScriptPlayer(config.steps(), auto);
            case AUTO -> auto;
            case ECHO -> new EchoPlayer(auto);
            case REPLAY -> new ReplayPlayer(journal(config, context), config.onMismatch(), context::warn);
        };
    }

    private static Path journal(ScriptedConfig config, BackendContext context) {
        return Recording.file(context.baseDirectory(), config.journal().orElseThrow());
    }
}

package ai.massgen.core.config;

import java.util.List;

/** Knows no plugin. */
final class NoPlugins implements PluginRecords {
    static final PluginRecords INSTANCE = new NoPlugins();

    private NoPlugins() {}

    @Override
    public Class<? extends Record> backendRecord(String name) {
        throw new IllegalArgumentException("no backend " + name);
    }

    @Override
    public Class<? extends Record> sandboxRecord(String name) {
        throw new IllegalArgumentException("no sandbox " + name);
    }

    @Override
    public List<String> backendNames() {
        return List.of();
    }

    @Override
    public List<String> sandboxNames() {
        return List.of();
    }
}

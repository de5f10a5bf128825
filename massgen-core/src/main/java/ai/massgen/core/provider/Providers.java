package ai.massgen.core.provider;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.sandbox.ToolSandbox;
import ai.massgen.core.config.PluginRecords;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The plugins that are installed. Each kind is looked for once, when it is first asked for. Thread-safe.
 */
public final class Providers implements PluginRecords {
    private final Lazy<Catalog<Backend<?>>> backends;
    private final Lazy<Catalog<ToolSandbox<?>>> sandboxes;

    /**
     * Takes plugins from a source.
     *
     * @param source where they come from
     */
    public Providers(ProviderSource source) {
        Objects.requireNonNull(source, "source");
        this.backends = new Lazy<>(() ->
                Catalog.of(PluginKind.BACKEND, source.backends(), Backend::name, Backend::spiLevel, Providers::check));
        this.sandboxes = new Lazy<>(() -> Catalog.of(
                PluginKind.SANDBOX, source.sandboxes(), ToolSandbox::name, ToolSandbox::spiLevel, Providers::check));
    }

    private static void check(Backend<?> backend) {
        settings(backend.configType());
        List.copyOf(backend.secretNames());
        backend.simulated();
    }

    private static void check(ToolSandbox<?> sandbox) {
        settings(sandbox.configType());
        Set.copyOf(sandbox.capabilities());
    }

    /** Generics promise a record, and generics can be cheated. */
    private static void settings(Class<?> type) {
        if (type == null || !type.isRecord()) {
            throw new IllegalArgumentException("its settings must be a record, not " + type);
        }
    }

    /**
     * Takes plugins from the class path that this class was loaded from.
     *
     * @return the installed plugins
     */
    public static Providers installed() {
        return new Providers(ProviderSource.of(Providers.class.getClassLoader()));
    }

    /**
     * A backend by name.
     *
     * @param name its name
     * @return the backend
     * @throws ProviderException if there is none, or it cannot be used
     */
    public Backend<?> backend(String name) {
        return backends.value().named(name);
    }

    /**
     * A sandbox by name.
     *
     * @param name its name
     * @return the sandbox
     * @throws ProviderException if there is none, or it cannot be used
     */
    public ToolSandbox<?> sandbox(String name) {
        return sandboxes.value().named(name);
    }

    /**
     * All backends on the class path, also those that cannot be used.
     *
     * @return the backends by name
     */
    public List<InstalledBackend> backends() {
        return backends.value().installed().stream()
                .map(each -> new InstalledBackend(
                        each.name(),
                        each.location(),
                        each.version(),
                        each.failure().isEmpty() && each.usable().simulated(),
                        each.failure().isEmpty() ? each.usable().secretNames() : List.of(),
                        each.failure()))
                .toList();
    }

    /**
     * All sandboxes on the class path, also those that cannot be used.
     *
     * @return the sandboxes by name
     */
    public List<InstalledSandbox> sandboxes() {
        return sandboxes.value().installed().stream()
                .map(each -> new InstalledSandbox(
                        each.name(),
                        each.location(),
                        each.version(),
                        each.failure().isEmpty() ? each.usable().capabilities() : Set.of(),
                        each.failure()))
                .toList();
    }

    @Override
    public Class<? extends Record> backendRecord(String name) {
        return backend(name).configType();
    }

    @Override
    public Class<? extends Record> sandboxRecord(String name) {
        return sandbox(name).configType();
    }

    @Override
    public List<String> backendNames() {
        return backends.value().usableNames();
    }

    @Override
    public List<String> sandboxNames() {
        return sandboxes.value().usableNames();
    }
}

package ai.massgen.core.plan;

import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.ToolSandbox;
import java.util.Objects;
import java.util.Set;

/**
 * A kind of sandbox together with its settings. Immutable; as thread-safe as the kind, which is stateless. A plan has
 * one instance for each engine, so it can be the key of what was opened.
 *
 * @param <C> the record of the settings
 * @param kind the kind of sandbox
 * @param config the settings
 */
public record ConfiguredSandbox<C extends Record>(ToolSandbox<C> kind, C config) {
    /** Checks for null. */
    public ConfiguredSandbox {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(config, "config");
    }

    /**
     * Puts together what discovery found and what the configuration says.
     *
     * @param kind the kind of sandbox
     * @param settings an instance of its settings record
     * @param <C> the record of the settings
     * @return both
     * @throws ClassCastException if the settings are those of another kind
     */
    public static <C extends Record> ConfiguredSandbox<C> of(ToolSandbox<C> kind, Record settings) {
        return new ConfiguredSandbox<>(kind, kind.configType().cast(settings));
    }

    /**
     * The kind's name.
     *
     * @return for example {@code docker}
     */
    public String name() {
        return kind.name();
    }

    /**
     * What it can do.
     *
     * @return the capabilities
     */
    public Set<SandboxCapability> capabilities() {
        return kind.capabilities();
    }

    /**
     * Opens a connection, lazily.
     *
     * @param context what the engine offers
     * @return the sandbox
     * @throws SandboxException if the settings contradict each other
     */
    public Sandbox open(SandboxContext context) {
        return kind.open(config, context);
    }
}

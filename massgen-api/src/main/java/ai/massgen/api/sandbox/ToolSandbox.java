package ai.massgen.api.sandbox;

import java.util.Set;

/**
 * A kind of container runtime, found with {@link java.util.ServiceLoader}.
 *
 * <p>An implementation is a public final class with a public constructor without parameters, listed in
 * {@code META-INF/services/ai.massgen.api.sandbox.ToolSandbox}. It is stateless and does no I/O. What it
 * {@linkplain #open opens} is the working instance. Called by the engine only, from any thread.
 *
 * @param <C> the record of this runtime's settings, see {@link ai.massgen.api.config}
 */
public interface ToolSandbox<C extends Record> {
    /**
     * The name that users write as {@code sandbox.engine}.
     *
     * @return a name of the form {@code [a-z][a-z0-9-]*}, unique among all sandboxes on the class path
     */
    String name();

    /**
     * The SPI level the plugin was compiled against.
     *
     * @return {@link ai.massgen.api.Spi#LEVEL}, written literally so that the compiler copies its value
     */
    int spiLevel();

    /**
     * The record that the engine binds the user's settings to.
     *
     * @return a public record class
     */
    Class<C> configType();

    /**
     * What sandboxes of this kind can do.
     *
     * @return the capabilities
     */
    Set<SandboxCapability> capabilities();

    /**
     * Opens a connection to the engine, lazily: an unreachable engine is the business of {@link Sandbox#probe}.
     *
     * @param config the settings, already validated against the record's annotations
     * @param context what the engine offers
     * @return the sandbox
     * @throws SandboxException if the settings contradict each other
     */
    Sandbox open(C config, SandboxContext context);
}

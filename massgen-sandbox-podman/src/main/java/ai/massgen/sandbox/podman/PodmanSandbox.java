package ai.massgen.sandbox.podman;

import ai.massgen.api.Spi;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.ToolSandbox;
import ai.massgen.toolkit.container.EngineSearch;
import java.util.List;
import java.util.Set;

/** Runs tool servers in Podman containers, with or without root. Stateless and thread-safe. */
public final class PodmanSandbox implements ToolSandbox<PodmanConfig> {
    /** {@code CONTAINER_HOST} is what Podman's own clients obey. */
    static final EngineSearch SEARCH = new EngineSearch(
            "Podman",
            "sandbox.podman.host",
            List.of("CONTAINER_HOST", "MASSGEN_PODMAN_HOST"),
            List.of("$XDG_RUNTIME_DIR/podman/podman.sock", "/run/podman/podman.sock"),
            "start Podman's service (systemctl --user enable --now podman.socket, or: podman system service --time=0)",
            "it is another user's or root's; run a service of your own without root",
            "podman --url %s info");

    /** Called by {@link java.util.ServiceLoader}. */
    public PodmanSandbox() {}

    @Override
    public String name() {
        return "podman";
    }

    @Override
    public int spiLevel() {
        return Spi.LEVEL;
    }

    @Override
    public Class<PodmanConfig> configType() {
        return PodmanConfig.class;
    }

    @Override
    public Set<SandboxCapability> capabilities() {
        return Set.of(
                SandboxCapability.ISOLATION,
                SandboxCapability.IMAGES,
                SandboxCapability.HOST_MOUNTS,
                SandboxCapability.EXEC,
                SandboxCapability.BUILD);
    }

    /**
     * {@inheritDoc}
     *
     * @throws SandboxException if the engine's address is of a kind that is not supported
     */
    @Override
    public Sandbox open(PodmanConfig config, SandboxContext context) {
        return new PodmanEngine(config, context, SEARCH.choose(config.host(), context));
    }
}

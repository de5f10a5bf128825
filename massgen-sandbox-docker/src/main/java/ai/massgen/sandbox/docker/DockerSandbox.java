package ai.massgen.sandbox.docker;

import ai.massgen.api.Spi;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.ToolSandbox;
import java.util.Set;

/** Runs tool servers in Docker containers. Stateless and thread-safe. */
public final class DockerSandbox implements ToolSandbox<DockerConfig> {
    /** Called by {@link java.util.ServiceLoader}. */
    public DockerSandbox() {}

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public int spiLevel() {
        return Spi.LEVEL;
    }

    @Override
    public Class<DockerConfig> configType() {
        return DockerConfig.class;
    }

    @Override
    public Set<SandboxCapability> capabilities() {
        return Set.of(SandboxCapability.ISOLATION, SandboxCapability.IMAGES, SandboxCapability.HOST_MOUNTS);
    }

    /**
     * {@inheritDoc}
     *
     * @throws SandboxException if the engine's address is of a kind that is not supported
     */
    @Override
    public Sandbox open(DockerConfig config, SandboxContext context) {
        return new DockerEngine(config, context, EngineAddress.choose(config.host(), context));
    }
}

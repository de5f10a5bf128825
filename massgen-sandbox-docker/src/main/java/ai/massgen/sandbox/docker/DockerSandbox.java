package ai.massgen.sandbox.docker;

import ai.massgen.api.Spi;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.ToolSandbox;
import ai.massgen.toolkit.container.EngineSearch;
import java.util.List;
import java.util.Set;

/** Runs tool servers in Docker containers. Stateless and thread-safe. */
public final class DockerSandbox implements ToolSandbox<DockerConfig> {
    /** The first variable is for those whose other tools use another engine, or none. */
    static final EngineSearch SEARCH = new EngineSearch(
            "Docker",
            "sandbox.docker.host",
            List.of("MASSGEN_DOCKER_HOST", "DOCKER_HOST"),
            List.of("/var/run/docker.sock", "$XDG_RUNTIME_DIR/docker.sock"),
            "start Docker",
            "join its group (usually docker), or use rootless Docker",
            "docker -H %s info");

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
     * @throws SandboxException if the engine's address is of a kind that is not supported, its context is not known, or its
     *     certificates cannot be used
     */
    @Override
    public Sandbox open(DockerConfig config, SandboxContext context) {
        EngineChoice choice = new EngineChoice(config, context, DockerFolder.of(context));
        return new DockerEngine(config, context, choice.address());
    }
}

package ai.massgen.sandbox.host;

import ai.massgen.api.Spi;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.ToolSandbox;
import java.util.Set;

/**
 * Runs tool servers as plain child processes with an empty environment. There is no isolation whatsoever: they can do
 * what the user of MassGen can do. Stateless and thread-safe.
 */
public final class HostSandbox implements ToolSandbox<HostConfig> {
    /** Called by {@link java.util.ServiceLoader}. */
    public HostSandbox() {}

    @Override
    public String name() {
        return "host";
    }

    @Override
    public int spiLevel() {
        return Spi.LEVEL;
    }

    @Override
    public Class<HostConfig> configType() {
        return HostConfig.class;
    }

    @Override
    public Set<SandboxCapability> capabilities() {
        return Set.of();
    }

    @Override
    public Sandbox open(HostConfig config, SandboxContext context) {
        String path = config.path()
                .or(() -> context.environment("PATH"))
                .orElse("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        return new Host(path, context);
    }
}

package ai.massgen.core.plan;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.core.config.MountConfig;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.config.ToolTimeouts;
import ai.massgen.core.egress.EgressList;
import ai.massgen.core.mcp.Handshake;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One MCP server of a run, or a container for commands in its place. Immutable.
 *
 * @param name its name in the configuration
 * @param engine the sandbox it runs in, the same instance for all tools of one engine; empty for a server elsewhere
 * @param remote how a server elsewhere is reached; empty for one that runs here
 * @param image the image, present exactly if the sandbox runs images
 * @param command the command line; empty means the image's own
 * @param scope who shares one running server
 * @param warm how many servers stand ready, started ahead
 * @param mounts the mounts as written, not yet checked against the disk
 * @param env environment variables
 * @param secrets environment variables whose values nobody may see
 * @param allow the tools that agents see; empty means all
 * @param workspace what it may do with the agent's workspace
 * @param contexts the context paths that it sees, none if it sees no workspace
 * @param effects what is known of the effects of its tools
 * @param policy how it is locked in: the locked policy, then the sandbox's defaults, then its own, within the ceilings
 * @param egress what it may reach although it has no network
 * @param timeouts how long things may take
 * @param pinned whether it must be what it was when it was first used
 * @param required whether agents that may use it can only work with it
 * @param approve the tools whose calls have to be approved; {@code *} means all
 * @param manner how it is talked with
 */
public record ToolPlan(
        String name,
        Optional<ConfiguredSandbox<?>> engine,
        Optional<RemotePlan> remote,
        Optional<ToolImage> image,
        List<String> command,
        ToolConfig.Scope scope,
        int warm,
        List<MountConfig> mounts,
        Map<String, String> env,
        Map<String, Secret> secrets,
        List<String> allow,
        ToolConfig.WorkspaceAccess workspace,
        List<WorkspacePlan.ContextPath> contexts,
        ToolEffects effects,
        IsolationPolicy policy,
        EgressList egress,
        ToolTimeouts timeouts,
        boolean pinned,
        boolean required,
        List<String> approve,
        Manner manner) {
    /**
     * How a server is talked with. Immutable.
     *
     * @param handshake how the conversation begins
     * @param resources whether agents may read its resources
     * @param prompts whether agents may read its prompts
     * @param commands if it is no server but a container for commands: how much of each stream of a command is shown
     */
    public record Manner(Handshake handshake, boolean resources, boolean prompts, Optional<ByteSize> commands) {
        /** What applies when nobody says otherwise. */
        public static final Manner DEFAULT = new Manner(Handshake.AUTO, false, false, Optional.empty());

        /** Checks for null. */
        public Manner {
            Objects.requireNonNull(handshake, "handshake");
            Objects.requireNonNull(commands, "commands");
        }
    }

    /** Copies the collections, keeping their order. */
    public ToolPlan {
        Objects.requireNonNull(name, "name");
        if (engine.isPresent() == remote.isPresent()) {
            throw new IllegalArgumentException("a server runs either here or elsewhere");
        }
        Objects.requireNonNull(manner, "manner");
        Objects.requireNonNull(image, "image");
        command = List.copyOf(command);
        Objects.requireNonNull(scope, "scope");
        mounts = List.copyOf(mounts);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
        allow = List.copyOf(allow);
        approve = List.copyOf(approve);
        Objects.requireNonNull(workspace, "workspace");
        contexts = List.copyOf(contexts);
        Objects.requireNonNull(effects, "effects");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(egress, "egress");
        Objects.requireNonNull(timeouts, "timeouts");
    }

    /**
     * The sandbox of a server that runs here.
     *
     * @return where it runs
     * @throws IllegalStateException if it runs elsewhere
     */
    public ConfiguredSandbox<?> sandbox() {
        return engine.orElseThrow(() -> new IllegalStateException(name + " runs elsewhere"));
    }

    /**
     * Whether agents may see a tool of this server.
     *
     * @param tool the name that the server knows it by
     * @return whether {@link #allow} says so
     */
    public boolean allows(String tool) {
        return allow.isEmpty() || allow.contains(tool);
    }

    /**
     * Whether calls of a tool of this server have to be approved.
     *
     * @param tool the name that the server knows it by
     * @return whether {@link #approve} says so
     */
    public boolean asksFor(String tool) {
        return approve.contains("*") || approve.contains(tool);
    }

    /**
     * Whether it may write somewhere in the presentation where it could only read before.
     *
     * @return whether the presentation needs a server of its own
     */
    public boolean writesInPresentation() {
        return contexts.stream().anyMatch(WorkspacePlan.ContextPath::writable);
    }
}

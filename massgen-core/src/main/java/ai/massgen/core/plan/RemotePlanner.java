package ai.massgen.core.plan;

import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.core.config.ConfigPath;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.config.ToolTimeouts;
import ai.massgen.core.egress.EgressList;
import ai.massgen.core.http.HttpAsk;
import ai.massgen.core.http.HttpTarget;
import ai.massgen.core.mcp.HttpAccess;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans servers that run elsewhere. Not thread-safe. */
final class RemotePlanner {
    /** What only a server that runs here can have. */
    private static final List<String> LOCAL = List.of(
            "image",
            "pull",
            "command",
            "commands",
            "npx",
            "uvx",
            "args",
            "command_output",
            "sandbox",
            "warm",
            "mounts",
            "env",
            "secrets",
            "workspace",
            "policy");
    /** What only a server that runs elsewhere can have. */
    private static final List<String> REMOTE =
            List.of("bearer", "headers", "secret_headers", "allow_private_addresses");
    /** What the transport says itself. */
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "upgrade",
            "expect",
            "te",
            "trailer",
            "accept",
            "accept-encoding",
            "user-agent",
            "last-event-id");

    private final LoadedConfig loaded;
    private final Findings findings;

    RemotePlanner(LoadedConfig loaded, Findings findings) {
        this.loaded = loaded;
        this.findings = findings;
    }

    /** Reports what makes no sense for a server that runs here. */
    void local(ConfigPath path) {
        REMOTE.stream()
                .map(path::key)
                .filter(loaded::written)
                .forEach(key -> findings.problem(key, "cannot be used: only a server with url has it", "remove it"));
    }

    /** The plan of a server with {@code url}, or empty after a problem. */
    Optional<ToolPlan> plan(String name, ToolConfig tool, URI url, ToolTimeouts timeouts, ConfigPath path) {
        LOCAL.stream()
                .map(path::key)
                .filter(loaded::written)
                .forEach(key -> findings.problem(
                        key,
                        "cannot be used: a server with url runs elsewhere, in no sandbox of this machine",
                        "remove it"));
        headers(tool, path);
        return target(url, path.key("url"))
                .map(target -> new ToolPlan(
                        name,
                        Optional.empty(),
                        Optional.of(new RemotePlan(
                                target,
                                tool.bearer(),
                                tool.headers(),
                                tool.secretHeaders(),
                                tool.allowPrivateAddresses())),
                        Optional.empty(),
                        List.of(),
                        tool.scope(),
                        0,
                        List.of(),
                        Map.of(),
                        Map.of(),
                        tool.allow(),
                        ToolConfig.WorkspaceAccess.NONE,
                        List.of(),
                        effects(tool),
                        IsolationPolicy.LOCKED,
                        EgressList.NONE,
                        timeouts,
                        tool.pin(),
                        tool.required(),
                        tool.approve(),
                        manner(tool)));
    }

    /** What is known of the effects of a server's tools, wherever it runs. */
    ToolEffects effects(ToolConfig tool) {
        return new ToolEffects(loaded.config().coordination().planning(), tool.readOnly(), tool.trustReadOnlyHint());
    }

    static ToolPlan.Manner manner(ToolConfig tool) {
        return new ToolPlan.Manner(
                tool.handshake(),
                tool.resources(),
                tool.prompts(),
                tool.commands() ? Optional.of(tool.commandOutput()) : Optional.empty());
    }

    private Optional<HttpTarget> target(URI url, ConfigPath path) {
        try {
            return Optional.of(HttpTarget.of(url));
        } catch (IllegalArgumentException e) {
            findings.problem(path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void headers(ToolConfig tool, ConfigPath path) {
        Set<String> names = new HashSet<>();
        tool.bearer().ifPresent(token -> {
            names.add("authorization");
            value(token, path.key("bearer"));
        });
        tool.headers().forEach((name, value) -> {
            header(name, names, path.key("headers").key(name));
            if (!HttpAsk.isValue(value)) {
                findings.problem(path.key("headers").key(name), "cannot be a header: it is not visible ASCII");
            }
        });
        tool.secretHeaders().forEach((name, value) -> {
            header(name, names, path.key("secret_headers").key(name));
            value(value, path.key("secret_headers").key(name));
        });
    }

    private void header(String name, Set<String> names, ConfigPath path) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (OURS.contains(lower) || lower.startsWith("mcp-")) {
            findings.problem(path, "cannot be set: the connection says it itself", "remove it");
        } else if (!names.add(lower)) {
            findings.problem(path, "is given twice", "keep it in one place");
        }
    }

    private void value(Secret value, ConfigPath path) {
        if (!HttpAccess.canBeSent(value)) {
            findings.problem(path, "cannot be a header: the value of the variable is not visible ASCII");
        }
    }
}

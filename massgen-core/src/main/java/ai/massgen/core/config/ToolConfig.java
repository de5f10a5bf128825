package ai.massgen.core.config;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.core.mcp.Handshake;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One MCP server, or a container for commands. Immutable.
 *
 * @param image the image to run, where the sandbox runs images
 * @param pull when to ask the registry for the image
 * @param command the command line; empty means the image's own
 * @param sandbox the sandbox for this tool, where it is not the one of all tools
 * @param scope who shares one running server
 * @param warm how many servers stand ready, started ahead
 * @param mounts folders of this machine that the server sees
 * @param env environment variables
 * @param secrets environment variables whose values nobody may see
 * @param allow the tools of the server that agents see; empty means all
 * @param workspace what the server may do with the agent's workspace
 * @param readOnly tools of the server that change nothing, for planning
 * @param trustReadOnlyHint whether the server is believed when it says that a tool of its changes nothing
 * @param policy how the server is locked in, where it differs from the sandbox's defaults
 * @param timeouts how long things may take
 * @param pin whether the server must be what it was when it was first used
 * @param required whether an agent that may use the server can only work with it
 * @param approve the tools whose calls have to be approved
 * @param url the address of a server that runs elsewhere
 * @param bearer the token that such a server wants
 * @param headers headers that such a server wants
 * @param secretHeaders the same, whose values nobody may see
 * @param allowPrivateAddresses whether such a server may be on this machine or in its network
 * @param handshake how the conversation begins
 * @param commands whether there is no server in the container: agents run commands in it
 * @param commandOutput how much of what a command writes its agent sees
 * @param resources whether agents may read the server's resources
 * @param prompts whether agents may read the server's prompts
 * @param npx the package of npm that is the server, with its exact version
 * @param uvx the package of PyPI that is the server, with its exact version
 * @param args arguments of the package's own command
 */
public record ToolConfig(
        @Doc("The container image of the MCP server.") Optional<String> image,

        @Doc("When to ask the registry for the image.") @Default("missing")
        ImageSource.Pull pull,

        @Doc("The command line; the image's own if left out.") @Max("256") List<String> command,

        @Doc("The sandbox for this tool, if it is not sandbox.engine; 'host' runs it without isolation.")
        Optional<String> sandbox,

        @Doc("Who shares one running server: an agent has its own, the whole run has one, or each call has its own.")
        @Default("agent")
        Scope scope,

        @Doc(
                "How many servers are started ahead and stand ready, each for one agent or one call; with none each is started when it is needed.")
        @Default("0")
        @Min("0") @Max("8") int warm,

        @Doc("Folders of this machine that the server sees.") @Max("64") List<MountConfig> mounts,

        @Doc("Environment variables of the server.")
        @Max("256") @Form(value = ToolConfig.VARIABLE, says = "a variable name such as LOG_LEVEL")
        Map<String, String> env,

        @Doc("Environment variables whose values nobody may see, each given as ${NAME}.")
        @Max("64") @Form(value = ToolConfig.VARIABLE, says = "a variable name such as API_TOKEN")
        Map<String, Secret> secrets,

        @Doc("The tools of the server that agents see; all if left out.") @Max("512") List<String> allow,

        @Doc(
                "Mounts the agent's workspace at /workspace, what its peers' looked like at /peers, and the context paths.")
        @Default("none")
        WorkspaceAccess workspace,

        @Doc("Tools of the server that change nothing: with coordination.planning these run before the presentation.")
        @Max("512") List<String> readOnly,

        @Doc("Whether the server is believed when it says that a tool changes nothing (readOnlyHint).")
        @Default("false")
        boolean trustReadOnlyHint,

        @Doc("How this server is locked in, where it differs from sandbox.defaults.")
        PolicyConfig policy,

        @Doc("How long starting, calling and living may take.")
        ToolTimeouts timeouts,

        @Doc("Whether the server and its tools must be what massgen.lock says; without it only within one run.")
        @Default("true")
        boolean pin,

        @Doc(
                "Whether agents that may use this server can only work with it; if not, they go on without its tools when it"
                        + " does not start.")
        @Default("true")
        boolean required,

        @Doc("The tools of the server whose calls have to be approved, one by one; * means all.") @Max("512") List<String> approve,

        @Doc("The address of an MCP server that runs elsewhere (streamable HTTP), instead of image and command.")
        Optional<URI> url,

        @Doc("The token that the server at url wants, sent as Authorization: Bearer.")
        Optional<Secret> bearer,

        @Doc("Headers that go with every request to url.")
        @Max("32") @Form(value = ToolConfig.HEADER, says = "the name of a header such as X-Team")
        Map<String, String> headers,

        @Doc("Headers that go with every request to url and whose values nobody may see, each given as ${NAME}.")
        @Max("32") @Form(value = ToolConfig.HEADER, says = "the name of a header such as X-Api-Key")
        Map<String, Secret> secretHeaders,

        @Doc(
                "Whether url may lead to this machine or its network; without it only to the internet, and only encrypted.")
        @Default("false")
        boolean allowPrivateAddresses,

        @Doc(
                "How the conversation begins: with initialize (MCP up to 2025-11-25), with discover (from 2026-07-28 on), or as"
                        + " the server can.")
        @Default("auto")
        Handshake handshake,

        @Doc(
                "Starts no MCP server: the agent runs shell commands in a container of the image, with its workspace in it.")
        @Default("false")
        boolean commands,

        @Doc("With commands: how much of what a command writes its agent sees, of each of the two streams.")
        @Default("16KiB")
        @Min("256B") @Max("64KiB") ByteSize commandOutput,

        @Doc("Offers tools that list and read what the server has as resources.") @Default("false")
        boolean resources,

        @Doc("Offers tools that list and read what the server has as prompts.") @Default("false")
        boolean prompts,

        @Doc("A package of npm with its exact version, whose image is built once, instead of image.")
        @Form(value = ToolConfig.NPX, says = "a package and its exact version, such as @scope/name@1.2.3")
        Optional<String> npx,

        @Doc("A package of PyPI with its exact version, whose image is built once, instead of image.")
        @Form(value = ToolConfig.UVX, says = "a package and its exact version, such as name==1.2.3")
        Optional<String> uvx,

        @Doc("With npx or uvx: arguments of the package's own command.") @Max("256") List<String> args) {
    /** The form of a package of npm with its exact version. */
    public static final String NPX = "(?:@[a-z0-9][a-z0-9._-]{0,100}/)?[a-z0-9][a-z0-9._-]{0,100}"
            + "@[0-9]{1,9}(?:\\.[0-9]{1,9}){2}(?:-[0-9A-Za-z.-]{1,60})?";

    /** The form of a package of PyPI with its exact version. */
    public static final String UVX =
            "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,100}[A-Za-z0-9])?==[0-9]{1,9}(?:\\.[0-9]{1,9}){0,5}"
                    + "(?:(?:a|b|rc)[0-9]{1,9})?(?:\\.post[0-9]{1,9})?(?:\\.dev[0-9]{1,9})?";

    /** The form of a tool's name. */
    static final String NAME = "[a-z][a-z0-9-]{0,31}";

    /** The form of an environment variable's name. */
    static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]{0,127}";

    /** The form of a header's name. */
    static final String HEADER = "[A-Za-z0-9-]{1,64}";

    /** Who shares one running server. */
    public enum Scope {
        /** Each agent has its own. */
        AGENT,
        /** All agents of a run share one, for servers that keep no state. */
        RUN,
        /** Each call has its own, for servers that must not remember anything. */
        CALL
    }

    /** What a server may do with the workspace of the agent it works for. */
    public enum WorkspaceAccess {
        /** The server does not see it. */
        NONE,
        /** Read at {@code /workspace}. */
        READ_ONLY,
        /** Read and write at {@code /workspace}. */
        READ_WRITE
    }

    /** Copies the collections, keeping their order. */
    public ToolConfig {
        command = List.copyOf(command);
        mounts = List.copyOf(mounts);
        env = Ordered.copy(env);
        secrets = Ordered.copy(secrets);
        allow = List.copyOf(allow);
        approve = List.copyOf(approve);
        args = List.copyOf(args);
        readOnly = List.copyOf(readOnly);
        headers = Ordered.copy(headers);
        secretHeaders = Ordered.copy(secretHeaders);
    }
}

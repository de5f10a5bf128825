package ai.massgen.core.mcp;

import java.util.Objects;
import java.util.Optional;

/**
 * What a server said of itself in the handshake. Every text in it is the server's and untrusted. Immutable.
 *
 * @param name its name
 * @param version its version
 * @param protocolVersion the revision that was agreed on, such as {@code 2025-11-25}
 * @param tools whether it says that it has tools
 * @param resources whether it says that it has resources
 * @param prompts whether it says that it has prompts
 * @param instructions how it wants to be used, if it says so
 */
public record McpServerInfo(
        String name,
        String version,
        String protocolVersion,
        boolean tools,
        boolean resources,
        boolean prompts,
        Optional<String> instructions) {
    /** Checks for null. */
    public McpServerInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(protocolVersion, "protocolVersion");
        Objects.requireNonNull(instructions, "instructions");
    }
}

package ai.massgen.core.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A revision of the protocol, as two sides speak it. Immutable.
 *
 * @param version the revision, such as {@code 2025-11-25}
 * @param stateless whether every request says by itself who asks and what for, as from 2026-07-28 on; before, that is said
 *     once in {@code initialize}
 * @param clientVersion the version this client gives of itself
 */
record Dialect(String version, boolean stateless, String clientVersion) {
    /** How the names of the protocol's own members in {@code _meta} begin. */
    static final String META = "io.modelcontextprotocol/";

    static Dialect stateful(String version, McpOptions options) {
        return new Dialect(version, false, options.clientVersion());
    }

    static Dialect stateless(McpOptions options) {
        return new Dialect(McpClient.STATELESS, true, options.clientVersion());
    }

    /** The parameters as they go on the wire. */
    ObjectNode dress(ObjectNode params) {
        if (stateless) {
            ObjectNode meta = params.withObject("/_meta");
            meta.put(META + "protocolVersion", version);
            ObjectNode client = meta.putObject(META + "clientInfo");
            client.put("name", McpClient.NAME).put("version", clientVersion);
            meta.putObject(META + "clientCapabilities");
        }
        return params;
    }
}

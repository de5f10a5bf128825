package ai.massgen.core.config;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import java.time.Duration;

/**
 * How long a tool may take. Immutable.
 *
 * @param start from the start of the container to the end of the MCP handshake
 * @param call one tool call
 * @param lifetime the server's whole life
 */
public record ToolTimeouts(
        @Doc("From the start of the container to the end of the MCP handshake.")
        @Default("20s")
        @Min("100ms") @Max("10m") Duration start,

        @Doc("One tool call.") @Default("60s") @Min("100ms") @Max("24h") Duration call,

        @Doc("The server's whole life; bounded by sandbox.ceilings.lifetime.") @Default("1h") @Min("1s") Duration lifetime) {}

package ai.massgen.core.pin;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpTool;
import java.util.List;
import java.util.Optional;

/** Pins for tests. */
final class Samples {
    static final String IMAGE_ID = "sha256:" + "a".repeat(64);
    static final String DIGEST = "sha256:" + "d".repeat(64);

    private Samples() {}

    static ToolPin tool(String name, String description) {
        return ToolPin.of(new McpTool(
                name,
                Optional.empty(),
                description,
                new Json("{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}}}"),
                Optional.empty(),
                Optional.empty()));
    }

    static PinSubject subject(String server) {
        return PinSubject.of(
                server, Optional.of("example/" + server), List.of("serve", "--quiet"), List.of("B", "A"), "{}");
    }

    static PinOrigin origin() {
        return new PinOrigin(Optional.of(IMAGE_ID), Optional.of("example/files@" + DIGEST), "initialize");
    }

    static ServerPin server(String server, ToolPin... tools) {
        return new ServerPin(subject(server), origin(), List.of(tools));
    }
}

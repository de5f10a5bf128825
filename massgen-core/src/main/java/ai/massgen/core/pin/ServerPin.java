package ai.massgen.core.pin;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a server was when it was trusted. Immutable.
 *
 * @param subject what was asked for
 * @param origin what was found there
 * @param tools the tools that it listed, in its order, no name twice
 */
public record ServerPin(PinSubject subject, PinOrigin origin, List<ToolPin> tools) {
    /** Copies the list. */
    public ServerPin {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(origin, "origin");
        tools = List.copyOf(tools);
    }

    /**
     * A tool of it.
     *
     * @param name the name that the server knows it by
     * @return the tool, if it was there
     */
    public Optional<ToolPin> tool(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}

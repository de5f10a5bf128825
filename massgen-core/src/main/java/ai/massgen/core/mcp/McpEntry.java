package ai.massgen.core.mcp;

import java.util.List;
import java.util.Objects;

/**
 * A resource or a prompt as its server lists it. Every text in it is the server's and untrusted. Immutable.
 *
 * @param key what it is asked for by: the address of a resource, the name of a prompt
 * @param name a name for people, empty if there is none
 * @param description what it is, empty if the server does not say
 * @param arguments the names of a prompt's arguments, those that are optional with a question mark
 */
public record McpEntry(String key, String name, String description, List<String> arguments) {
    /** Copies the list. */
    public McpEntry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        arguments = List.copyOf(arguments);
    }
}

package ai.massgen.core.mcp;

/** A piece of a tool's result. Every text in it is the server's and untrusted. Immutable. */
public sealed interface McpContent {
    /**
     * Plain text.
     *
     * @param text the text
     */
    record Text(String text) implements McpContent {}

    /**
     * A picture or a sound.
     *
     * @param kind {@code image} or {@code audio}
     * @param mediaType its media type as the server says
     * @param base64 its bytes
     */
    record Media(String kind, String mediaType, String base64) implements McpContent {}

    /**
     * The name of something that could be read elsewhere.
     *
     * @param uri where
     * @param name its name
     * @param description what it is, empty if the server does not say
     */
    record Link(String uri, String name, String description) implements McpContent {}

    /**
     * A text that has an address.
     *
     * @param uri its address
     * @param mediaType its media type, empty if the server does not say
     * @param text the text
     */
    record TextResource(String uri, String mediaType, String text) implements McpContent {}

    /**
     * Bytes that have an address.
     *
     * @param uri their address
     * @param mediaType their media type, empty if the server does not say
     * @param base64 the bytes
     */
    record BinaryResource(String uri, String mediaType, String base64) implements McpContent {}

    /**
     * Something this client does not know.
     *
     * @param type what the server calls it
     */
    record Unknown(String type) implements McpContent {}
}

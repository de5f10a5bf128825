package ai.massgen.toolkit.container;

/**
 * A reference to an image, taken apart.
 *
 * @param repository host and path
 * @param version a tag or a digest, as a pull by parts wants it
 */
public record ImageName(String repository, String version) {
    /**
     * Takes a well-formed reference apart. A digest beats a tag; without both the tag is {@code latest}.
     *
     * @param reference a reference
     * @return its parts
     */
    public static ImageName parse(String reference) {
        int at = reference.indexOf('@');
        String name = at < 0 ? reference : reference.substring(0, at);
        int colon = name.indexOf(':', name.lastIndexOf('/') + 1); // a colon before the last slash belongs to a port
        String repository = colon < 0 ? name : name.substring(0, colon);
        if (at >= 0) {
            return new ImageName(repository, reference.substring(at + 1));
        }
        return new ImageName(repository, colon < 0 ? "latest" : name.substring(colon + 1));
    }
}

package ai.massgen.core.provider;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Jars and folders as people name them. */
final class Locations {
    static final String UNKNOWN = "unknown";

    private Locations() {}

    /** The jar or folder that a class comes from. */
    static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? UNKNOWN
                : shown(source.getLocation().toString());
    }

    /** The jar or folder that a resource is in. */
    static String of(URL url, String resource) {
        String text = url.toString();
        String around = text.endsWith(resource) ? text.substring(0, text.length() - resource.length()) : text;
        return shown(
                around.startsWith("jar:file:") && around.endsWith("!/")
                        ? around.substring("jar:".length(), around.length() - "!/".length())
                        : around);
    }

    /** A path with its links resolved, so that one place has one name; the text itself where that is none. */
    private static String shown(String uri) {
        try {
            return Path.of(new URI(uri)).toRealPath().toString();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException | IOException e) {
            return uri;
        }
    }
}

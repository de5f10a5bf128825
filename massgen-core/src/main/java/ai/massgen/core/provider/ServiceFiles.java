package ai.massgen.core.provider;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the service files on a class path list. {@link java.util.ServiceLoader} reads the same files, but when a provider
 * cannot be loaded it does not say which jar it is in, and it passes over a class that a second jar has too.
 */
final class ServiceFiles {
    private static final String FOLDER = "META-INF/services/";
    private static final Pattern CLASS_NAME =
            Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}.]*");

    private ServiceFiles() {}

    /**
     * A line of a service file, or a whole file that ServiceLoader cannot read.
     *
     * @param className the class that the line names; the file's name if the file cannot be read
     * @param location the jar or folder that the file is in
     */
    record Listed(String className, String location) {}

    /** What is listed for a service, in the order of the class path, each line once. */
    static List<Listed> of(Class<?> service, ClassLoader loader) {
        String file = FOLDER + service.getName();
        Set<Listed> listed = new LinkedHashSet<>();
        try {
            for (URL url : Collections.list(loader.getResources(file))) {
                listed.addAll(listed(url, Locations.of(url, file), file));
            }
        } catch (IOException e) {
            // ServiceLoader meets the same failure and reports it.
        }
        return List.copyOf(listed);
    }

    private static List<Listed> listed(URL url, String location, String file) {
        List<Listed> listed = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(url), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String name = line.replaceFirst("#.*", "").strip();
                if (!name.isEmpty() && !CLASS_NAME.matcher(name).matches()) {
                    return List.of(new Listed(file, location));
                }
                if (!name.isEmpty()) {
                    listed.add(new Listed(name, location));
                }
            }
            return listed;
        } catch (IOException e) {
            return List.of(new Listed(file, location));
        }
    }

    /** Without the cache, which would keep the jar open. */
    private static InputStream open(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }
}

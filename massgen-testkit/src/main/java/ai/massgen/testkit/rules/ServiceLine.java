package ai.massgen.testkit.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A line of a service file.
 *
 * @param service the service
 * @param className the class that the line names
 */
record ServiceLine(Class<?> service, String className) {
    private static final String FOLDER = "META-INF/services/";

    /** All lines for some services that a class loader finds. */
    static List<ServiceLine> all(ClassLoader loader, List<Class<?>> services) {
        return services.stream()
                .flatMap(service -> of(loader, service))
                .distinct()
                .toList();
    }

    String file() {
        return FOLDER + service.getName();
    }

    private static Stream<ServiceLine> of(ClassLoader loader, Class<?> service) {
        try {
            return Collections.list(loader.getResources(FOLDER + service.getName())).stream()
                    .flatMap(file -> lines(file).map(name -> new ServiceLine(service, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(URL file) {
        try {
            URLConnection connection = file.openConnection();
            connection.setUseCaches(false);
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                return reader.lines().map(ServiceLine::name).filter(name -> !name.isEmpty()).toList().stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String name(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }
}

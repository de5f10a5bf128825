package ai.massgen.testkit.backend;

import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.testkit.wire.WireReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The samples of a wire: the folder {@code wire} beside the test class. Read from files at each use. */
final class WireSamples {
    private final Path folder;

    private WireSamples(Path folder) {
        this.folder = folder;
    }

    static WireSamples beside(Class<?> test) {
        URL folder = test.getResource("wire");
        if (folder == null) {
            throw new AssertionError("there is no folder of samples: add src/test/resources/"
                    + test.getPackageName().replace('.', '/') + "/wire with at least text.sse");
        }
        try {
            return new WireSamples(Path.of(folder.toURI()));
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    EventStream text() {
        return stream(Scene.TEXT).orElseThrow(() -> new AssertionError("there is no sample " + folder + "/text.sse"));
    }

    /** The sample of a scene, or of a tool that the provider runs itself. */
    Optional<EventStream> stream(Enum<?> subject) {
        Path file = folder.resolve(subject.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sse");
        return Files.exists(file) ? Optional.of(EventStream.parse(read(file))) : Optional.empty();
    }

    /** The headers that the provider puts on every reply. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        Path file = folder.resolve("headers.txt");
        if (Files.exists(file)) {
            read(file).lines().forEach(line -> putHeader(headers, line));
        }
        return headers;
    }

    /** A reply that is well, but for its body. */
    WireReply events() {
        return withHeaders(WireReply.events());
    }

    WireReply well(EventStream stream) {
        WireReply reply = events();
        for (String event : stream.events()) {
            reply = reply.send(event + "\n\n");
        }
        return reply;
    }

    WireReply withHeaders(WireReply reply) {
        WireReply changed = reply;
        for (Map.Entry<String, String> header : headers().entrySet()) {
            changed = changed.header(header.getKey(), header.getValue());
        }
        return changed;
    }

    /** The samples of failures, by their file names. */
    Map<String, WireReply> failures() {
        Map<String, WireReply> failures = new LinkedHashMap<>();
        Path failed = folder.resolve("failures");
        if (Files.exists(failed)) {
            try (Stream<Path> files = Files.list(failed)) {
                files.sorted().forEach(file -> failures.put(file.getFileName().toString(), failure(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return failures;
    }

    /** The kind that a file's name begins with. */
    static Kind kind(String fileName) {
        String name = fileName.substring(0, fileName.indexOf('.'));
        try {
            return Kind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new AssertionError("the sample " + fileName + " must begin with a kind, as in rate-limited.http", e);
        }
    }

    private WireReply failure(Path file) {
        String sample = read(file);
        if (file.toString().endsWith(".sse")) {
            return well(EventStream.parse(sample));
        }
        int gap = sample.indexOf("\n\n");
        List<String> head =
                sample.substring(0, gap < 0 ? sample.length() : gap).lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        head.subList(1, head.size()).forEach(line -> putHeader(headers, line));
        WireReply reply =
                withHeaders(WireReply.status(Integer.parseInt(head.getFirst().strip())));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            reply = reply.header(header.getKey(), header.getValue());
        }
        return reply.send(gap < 0 ? "" : sample.substring(gap + 2).strip());
    }

    private static void putHeader(Map<String, String> headers, String line) {
        int colon = line.indexOf(':');
        headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

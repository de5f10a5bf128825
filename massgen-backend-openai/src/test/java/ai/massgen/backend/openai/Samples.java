package ai.massgen.backend.openai;

import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The events in the samples of a wire. */
final class Samples {
    private static final Path ROOT = Path.of("src/test/resources/ai/massgen/backend/openai");

    private Samples() {}

    /** The data of the events by the names of their files, for a folder and those in it. */
    static Map<String, List<JsonNode>> events(String folder) {
        Map<String, List<JsonNode>> events = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".sse"))
                    .sorted()
                    .toList()) {
                events.put(file.getFileName().toString(), read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    /** The data of the events in one file. */
    static List<JsonNode> events(String folder, String name) {
        return events(folder).getOrDefault(name, List.of());
    }

    private static List<JsonNode> read(Path file) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("data: {")) {
                events.add(WireJson.MAPPER.readTree(line.substring("data: ".length())));
            }
        }
        return events;
    }
}

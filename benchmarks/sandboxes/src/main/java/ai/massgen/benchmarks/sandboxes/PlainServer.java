package ai.massgen.benchmarks.sandboxes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The server of the image, with the image's own Node, as files of this machine. */
record PlainServer(Path folder) implements AutoCloseable {
    static PlainServer copied() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("massgen-benchmark-");
        String id = Engine.chosen().lines("create", Ours.EVERYTHING).getFirst();
        try {
            Engine.chosen().lines("cp", id + ":/app", folder.resolve("app").toString());
            Engine.chosen().lines("cp", id + ":/usr/bin/node", folder.resolve("node").toString());
        } finally {
            Engine.chosen().lines("rm", id);
        }
        return new PlainServer(folder);
    }

    String program() {
        return folder.resolve("node").toString();
    }

    List<String> arguments() {
        return List.of(
                folder.resolve("app/node_modules/@modelcontextprotocol/server-everything/dist/index.js")
                        .toString(),
                "stdio");
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

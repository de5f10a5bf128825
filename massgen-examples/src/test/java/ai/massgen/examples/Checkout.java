package ai.massgen.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of this project as they are checked out. */
final class Checkout {
    static final Path ROOT = root();

    private static final Set<String> NOT_OURS =
            Set.of(".git", "target", "node_modules", ".massgen", ".idea", ".vscode");

    private Checkout() {}

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "not inside a checkout: " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** The text of a file, given by its path from the root. */
    static String text(String path) {
        return text(ROOT.resolve(path));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All our files whose names end in one of these, in a stable order. */
    static List<Path> files(String... endings) {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(Files::isRegularFile)
                    .filter(Checkout::ours)
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All documents. */
    static List<Markdown> documents() {
        return files(".md").stream().map(Markdown::of).toList();
    }

    private static boolean ours(Path file) {
        for (Path segment : ROOT.relativize(file)) {
            if (NOT_OURS.contains(segment.toString())) {
                return false;
            }
        }
        return true;
    }
}

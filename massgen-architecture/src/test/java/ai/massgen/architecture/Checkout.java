package ai.massgen.architecture;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources of the house are. */
final class Checkout {
    /** The folder of the parent pom. */
    static final Path ROOT = find(Path.of("").toAbsolutePath());

    private Checkout() {}

    private static Path find(Path from) {
        for (Path folder = from; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("massgen-architecture/pom.xml"))) {
                return folder;
            }
        }
        throw new AssertionError("no checkout of MassGen at " + from + " or above");
    }
}

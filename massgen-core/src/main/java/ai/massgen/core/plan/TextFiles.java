package ai.massgen.core.plan;

import java.io.IOException;
import java.nio.file.Path;

/** Reads the small files that a configuration names, so that planning itself touches no disk. */
@FunctionalInterface
public interface TextFiles {
    /**
     * Reads a text.
     *
     * @param file an absolute path
     * @return its content
     * @throws IOException if it cannot be read
     */
    String read(Path file) throws IOException;
}

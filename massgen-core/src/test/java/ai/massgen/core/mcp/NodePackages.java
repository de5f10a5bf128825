package ai.massgen.core.mcp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Packages of npm that tests talk with, and the Node that runs them. Where they are says the variable
 * {@code MASSGEN_CONFORMANCE}; {@code scripts/conformance} installs them and prints the folder.
 *
 * @param folder the folder {@code node_modules}
 */
record NodePackages(Path folder) {
    /** Finds them, or skips the test with a reason; with {@code MASSGEN_REQUIRE_CONFORMANCE=true} their absence fails. */
    static NodePackages find() {
        Optional<NodePackages> found = Optional.ofNullable(System.getenv("MASSGEN_CONFORMANCE"))
                .map(folder -> new NodePackages(Path.of(folder)))
                .filter(packages -> Files.exists(packages.folder.resolve(".bin/node22")));
        if (found.isEmpty()) {
            String reason = "the suite is not installed: set MASSGEN_CONFORMANCE to what scripts/conformance prints";
            if (Boolean.parseBoolean(System.getenv("MASSGEN_REQUIRE_CONFORMANCE"))) {
                Assertions.fail(reason);
            }
            Assumptions.abort(reason);
        }
        return found.orElseThrow();
    }

    String node() {
        return folder.resolve(".bin/node22").toString();
    }

    String program(String name) {
        return folder.resolve("@modelcontextprotocol")
                .resolve(name)
                .resolve("dist/index.js")
                .toString();
    }
}

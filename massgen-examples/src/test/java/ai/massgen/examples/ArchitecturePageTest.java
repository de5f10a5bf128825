package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documents list is what there is. */
class ArchitecturePageTest {
    private static final Pattern MODULE_OF_POM = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern MODULE_AT_START = Pattern.compile("(?m)^(massgen-[a-z-]+)");
    private static final Pattern MODULE_IN_TABLE = Pattern.compile("(?m)^\\| `(massgen-[a-z-]+)` \\|");
    private static final Pattern PACKAGE_IN_TABLE = Pattern.compile("(?m)^\\| `(core(?:\\.[a-z]+)*)` \\|");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ai\\.massgen\\.([a-z.]+);");

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theModulesAreThoseOfThePom() {
        Set<String> modules = all(MODULE_OF_POM, Checkout.text("pom.xml"));
        String list = Markdown.of(Checkout.ROOT.resolve("docs/architecture.md"))
                .blocks()
                .getFirst()
                .text();

        assertThat(all(MODULE_AT_START, list)).isEqualTo(modules);
        assertThat(all(MODULE_IN_TABLE, Checkout.text("README.md")))
                .isNotEmpty()
                .isSubsetOf(modules);
    }

    @Test
    void thePackagesOfTheEngineAreThoseOfItsSources() {
        String sources = Checkout.files("package-info.java").stream()
                .filter(file -> file.startsWith(Checkout.ROOT.resolve("massgen-core/src/main")))
                .map(Checkout::text)
                .collect(Collectors.joining());

        assertThat(all(PACKAGE_IN_TABLE, Checkout.text("docs/architecture.md"))).isEqualTo(all(PACKAGE, sources));
    }
}

package ai.massgen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only the sources show. */
class SourcesTest {
    @Test
    void everySourceObeys() {
        List<SourceLaw> sources = sources();

        assertThat(sources).filteredOn(SourceLaw::shipped).hasSizeGreaterThan(200);
        assertThat(sources).filteredOn(source -> !source.shipped()).hasSizeGreaterThan(50);
        assertThat(sources.stream().flatMap(source -> source.problems().stream()))
                .isEmpty();
    }

    @Test
    void synchronizedIsReportedWhereItIsShippedAndMeant() {
        String text = """
                class A {
                    // synchronized in a comment, and "quoted
                    String b = "synchronized \\" {";
                    char c = '"';
                    synchronized void d() {}
                    void e() { synchronized (this) {} /* synchronized */ }
                    String f = \"""
                            synchronized "
                            \""";
                    List<String> g = Collections.synchronizedList(h);
                }
                """;

        assertThat(new SourceLaw("A.java", text, true).problems())
                .containsExactly(
                        "A.java:5: synchronized holds the carrier of a virtual thread: use a ReentrantLock",
                        "A.java:6: synchronized holds the carrier of a virtual thread: use a ReentrantLock");
        assertThat(new SourceLaw("A.java", text, false).problems()).isEmpty();
    }

    @Test
    void aNoteToFinishSomethingLaterIsReported() {
        assertThat(new SourceLaw("A.java", "class A {\n    // TO" + "DO tidy\n}\n", false).problems())
                .containsExactly("A.java:2: TO" + "DO: finish it, or write an issue");
        assertThat(new SourceLaw("A.java", "class MASTODON { int todo; }\n", true).problems())
                .isEmpty();
    }

    @Test
    void aLongFileIsReported() {
        assertThat(new SourceLaw("A.java", "//\n".repeat(401), true).problems())
                .containsExactly("A.java has 401 lines, more than 400: it does more than one thing");
        assertThat(new SourceLaw("A.java", "//\n".repeat(400), true).problems()).isEmpty();
    }

    @Test
    void aModuleDescriptorIsReported() {
        assertThat(new SourceLaw("src/main/java/module-info.java", "module a {}\n", true).problems())
                .singleElement()
                .asString()
                .contains("sealed hierarchies could spread over packages");
    }

    private static List<SourceLaw> sources() {
        return Census.HOUSE.modules().stream()
                .flatMap(module -> Stream.of("main", "test")
                        .flatMap(kind -> sources(Checkout.ROOT
                                .resolve(module.name())
                                .resolve("src")
                                .resolve(kind))))
                .toList();
    }

    private static Stream<SourceLaw> sources(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).map(SourcesTest::source).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceLaw source(Path file) {
        Path name = Checkout.ROOT.relativize(file);
        try {
            return new SourceLaw(
                    name.toString(), Files.readString(file), name.subpath(2, 3).endsWith("main"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

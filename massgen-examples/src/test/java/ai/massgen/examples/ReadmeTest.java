package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows works as it is shown. */
class ReadmeTest {
    private static final Pattern CLASS = Pattern.compile("public (?:final )?class (\\w+)");

    private final Markdown readme = Markdown.of(Checkout.ROOT.resolve("README.md"));

    @Test
    void theFirstScreenHasTheTwoCommands() {
        Markdown.Block first = readme.blocks().getFirst();

        assertThat(first.line()).isLessThan(15);
        assertThat(first.text().lines().map(line -> line.replaceFirst(" *#.*", "")))
                .containsExactly("./massgen demo", "./mvnw verify");
        assertThat(Stream.of("massgen", "mvnw").map(Checkout.ROOT::resolve)).allMatch(Files::isExecutable);
    }

    @Test
    void theJavaExampleCompilesAndDecides(@TempDir Path folder) throws IOException, InterruptedException {
        assertThat(readme.blocks("java")).hasSize(1);
        String example = readme.blocks("java").getFirst().text();
        Matcher name = CLASS.matcher(example);
        assertThat(name.find()).isTrue();
        Path source = Files.writeString(folder.resolve(name.group(1) + ".java"), example);
        Files.writeString(folder.resolve("massgen.yaml"), Checkout.text(offline()));

        compile(source, folder);

        assertThat(Program.run(name.group(1), folder, List.of(folder)))
                .matches("(?s)(ada|ben|cleo) won: This is a simulated answer .*");
    }

    private static Path offline() {
        try (Stream<Configuration> all = Configuration.all()) {
            return all.filter(Configuration::needsNothing)
                    .map(Configuration::file)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void compile(Path source, Path folder) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "tests need a JDK");
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "--release",
                    "21",
                    "-Xlint:all",
                    "-Werror",
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.toString());
            boolean right = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(right).as(() -> said.toString()).isTrue();
        }
    }
}

package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code docs/writing-a-backend.md} shows is what the example is. */
class WritingABackendTest {
    private static final String EXAMPLE = "massgen-examples/src/main/java/ai/massgen/examples/facts/FactsBackend.java";
    private static final String SERVICES =
            "massgen-examples/src/main/resources/META-INF/services/ai.massgen.api.backend.Backend";
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>massgen-(?:parent|bom)</artifactId>\\s*" + "<version>([^<]+)</version>");

    private final Markdown page = Markdown.of(Checkout.ROOT.resolve("docs/writing-a-backend.md"));

    @Test
    void everySnippetStandsInTheExample() {
        String example = unindented(Checkout.text(EXAMPLE));

        assertThat(page.blocks("java"))
                .hasSizeGreaterThan(3)
                .allSatisfy(snippet -> assertThat(example).contains(unindented(snippet.text())));
    }

    @Test
    void theServicesFileIsThatOfTheExample() {
        assertThat(page.blocks("text"))
                .singleElement()
                .extracting(Markdown.Block::text)
                .isEqualTo(Checkout.text(SERVICES));
    }

    @Test
    void theVersionInThePomIsThatOfThisCheckout() {
        String shown = page.blocks("xml").getFirst().text();

        assertThat(version(shown)).isEqualTo(version(Checkout.text("pom.xml")));
    }

    private static String version(String pom) {
        Matcher matcher = VERSION.matcher(pom);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}

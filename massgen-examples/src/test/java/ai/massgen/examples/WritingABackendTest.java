package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/writing-a-backend.md} shows is what the plugin is that is built outside of this build. */
class WritingABackendTest {
    private static final String PLUGIN = "consumers/plugin-cards/";
    private static final String CODE = PLUGIN + "src/main/java/org/example/cards/";
    private static final String TESTS = PLUGIN + "src/test/java/org/example/cards/";
    private static final Pattern VERSION = Pattern.compile(
            "<(?:artifactId>massgen-(?:parent|bom)</artifactId>\\s*<version|massgen\\.version)>([^<]+)</");

    private final Markdown page = Markdown.of(Checkout.ROOT.resolve("docs/writing-a-backend.md"));

    @Test
    void everySnippetStandsInThePlugin() {
        String sources = Stream.of(
                        CODE + "CardsBackend.java",
                        CODE + "CardsModel.java",
                        TESTS + "CardsContractTest.java",
                        TESTS + "CardsRulesTest.java")
                .map(file -> unindented(Checkout.text(file)))
                .collect(Collectors.joining("\n"));

        assertThat(page.blocks("java"))
                .hasSizeGreaterThan(5)
                .allSatisfy(snippet -> assertThat(sources).contains(unindented(snippet.text())));
    }

    @Test
    void thePomTheServicesFileAndTheConfigurationAreThoseOfThePlugin() {
        assertThat(only("xml")).isEqualTo(Checkout.text(PLUGIN + "pom.xml"));
        assertThat(only("text"))
                .isEqualTo(
                        Checkout.text(PLUGIN + "src/main/resources/META-INF/services/ai.massgen.api.backend.Backend"));
        assertThat(only("yml")).isEqualTo(Checkout.text(PLUGIN + "src/test/resources/cards.yaml"));
    }

    private String only(String language) {
        assertThat(page.blocks(language)).hasSize(1);
        return page.blocks(language).getFirst().text();
    }

    @Test
    void theProjectsOfOthersTakeTheVersionOfThisCheckout() {
        String version = version("pom.xml");

        for (String pom : List.of("consumers/all/pom.xml", PLUGIN + "pom.xml")) {
            assertThat(version(pom)).as(pom).isEqualTo(version);
        }
    }

    private static String version(String pom) {
        Matcher matcher = VERSION.matcher(Checkout.text(pom));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}

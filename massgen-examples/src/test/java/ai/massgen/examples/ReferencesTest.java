package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a document or a source refers to is there. */
class ReferencesTest {
    private static final Pattern DOCUMENT = Pattern.compile("\\bdocs/[a-z0-9/_-]+\\.md(?:#[a-z0-9_-]+)?");
    private static final Pattern DECISION = Pattern.compile("(?i)\\badr (\\d{4})\\b");

    @Test
    void everyLinkOfADocumentLeadsToAFileAndAHeading() {
        List<Markdown> documents = Checkout.documents();

        assertThat(documents.stream().map(Markdown::toString))
                .contains("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "docs/adr/README.md");
        assertThat(documents)
                .allSatisfy(document -> assertThat(document.links())
                        .filteredOn(link -> !link.matches("https?://.*"))
                        .as("links of %s", document)
                        .allMatch(link -> leadsSomewhere(document.file(), link)));
    }

    @Test
    void everyDocumentAndDecisionThatASourceNamesIsThere() {
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (Path source : sources()) {
            for (MatchResult reference :
                    DOCUMENT.matcher(Checkout.text(source)).results().toList()) {
                found++;
                if (!leadsSomewhere(Checkout.ROOT.resolve("pom.xml"), reference.group())) {
                    missing.add(Checkout.ROOT.relativize(source) + " names " + reference.group());
                }
            }
            for (MatchResult reference :
                    DECISION.matcher(Checkout.text(source)).results().toList()) {
                found++;
                if (Decision.all().stream().noneMatch(each -> each.number().equals(reference.group(1)))) {
                    missing.add(Checkout.ROOT.relativize(source) + " names " + reference.group());
                }
            }
        }

        assertThat(found).as("references in all").isGreaterThan(10);
        assertThat(missing).isEmpty();
    }

    private static List<Path> sources() {
        List<Path> sources = new ArrayList<>(Checkout.files(
                ".java", ".xml", ".md", ".yaml", ".yml", ".json", ".properties", ".sh", "/recipe", "/.ci/run"));
        Stream.of("massgen", "scripts/engines", "scripts/images", "scripts/aimock")
                .map(Checkout.ROOT::resolve)
                .forEach(sources::add);
        return sources;
    }

    private static boolean leadsSomewhere(Path from, String link) {
        URI uri = URI.create(link);
        String path = Objects.requireNonNullElse(uri.getPath(), "");
        Path target = path.isEmpty() ? from : from.resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return uri.getFragment() == null || Markdown.of(target).anchors().contains(uri.getFragment());
    }
}

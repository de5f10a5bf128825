package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.config.ConfigSchema;
import ai.massgen.core.config.PluginRecords;
import ai.massgen.core.provider.Providers;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/configuration.md} are written from the records that configurations are bound to.
 * {@code -Ddocs.update=true} writes them anew; the prose above the mark stays as it is.
 */
class ConfigurationReferenceTest {
    private static final String DOCUMENT = "docs/configuration.md";
    private static final String MARK = "<!-- Below this line: written by ConfigurationReferenceTest. -->\n";

    private final String document = Checkout.text(DOCUMENT);

    private static String reference() throws IOException {
        return ConfigurationReference.of(new JsonMapper().readTree(ConfigSchema.print(new OurPlugins())));
    }

    @Test
    void theReferenceIsThatOfTheRecords() throws IOException {
        int mark = document.indexOf(MARK);
        assertThat(mark).as("the mark in %s", DOCUMENT).isPositive();
        String written = document.substring(0, mark) + MARK + "\n" + reference();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(Checkout.ROOT.resolve(DOCUMENT), written);
        } else {
            assertThat(document)
                    .as("%s; after a look at the difference, write it anew with -Ddocs.update=true", DOCUMENT)
                    .isEqualTo(written);
        }
    }

    @Test
    void everyNotationIsKnownByItsPattern() throws IOException {
        assertThat(reference())
                .contains(Arrays.stream(Notation.values())
                        .map(notation -> "| " + notation.word())
                        .toArray(String[]::new));
    }

    /** What is installed here, without the backend that is an example. */
    private static final class OurPlugins implements PluginRecords {
        private final PluginRecords installed = Providers.installed();

        @Override
        public Class<? extends Record> backendRecord(String name) {
            return installed.backendRecord(name);
        }

        @Override
        public Class<? extends Record> sandboxRecord(String name) {
            return installed.sandboxRecord(name);
        }

        @Override
        public List<String> backendNames() {
            return installed.backendNames().stream()
                    .filter(Predicate.not("facts"::equals))
                    .toList();
        }

        @Override
        public List<String> sandboxNames() {
            return installed.sandboxNames();
        }
    }
}

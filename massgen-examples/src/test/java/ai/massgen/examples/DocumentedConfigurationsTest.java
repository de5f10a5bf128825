package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.Backend;
import ai.massgen.core.MassGen;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentedConfigurationsTest {
    /** What a block that shows one section only is completed with. */
    private static final String AGENT = """
            version: 1
            agents:
              - id: one
                backend: { type: scripted }
            """;

    static Stream<Markdown> documents() {
        return Checkout.documents().stream()
                .filter(document -> !document.blocks("yaml").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyConfigurationInADocumentIsValid(Markdown document) {
        assertThat(document.blocks("yaml")).allSatisfy(block -> {
            String text = block.text().contains("version:") ? block.text() : AGENT + block.text();
            Configuration shown = new Configuration(document.file(), text);
            try (MassGen massgen = MassGen.builder()
                    .config(text, document + ", block in line " + block.line())
                    .workingDirectory(Checkout.ROOT)
                    .environment(withAllKeys(shown.environment()))
                    .build()) {
                assertThat(massgen.warnings()).isEmpty();
            }
        });
    }

    /** Whoever uses a provider has a key of it, whether the document shows the variable or not. */
    private static Map<String, String> withAllKeys(Map<String, String> shown) {
        Map<String, String> environment = new HashMap<>(shown);
        for (Backend<?> backend : ServiceLoader.load(Backend.class)) {
            backend.secretNames().forEach(name -> environment.putIfAbsent(name, "a-key"));
        }
        return environment;
    }
}

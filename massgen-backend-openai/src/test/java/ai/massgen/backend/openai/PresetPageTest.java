package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about compatible servers says of each preset what the data say. */
class PresetPageTest {
    private static String page = "";

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("../docs/backends/compatible.md"));
    }

    static Stream<Preset> others() {
        List<String> pageOfTheirOwn = List.of("openai", "azure");
        return Presets.ALL.stream().filter(preset -> !pageOfTheirOwn.contains(preset.name()));
    }

    @ParameterizedTest
    @MethodSource("others")
    void theTableSaysWhereItIsAndWithWhichKey(Preset preset) {
        String row = page.lines()
                .filter(line -> line.startsWith("| `" + preset.name() + "` |"))
                .findFirst()
                .orElse("");
        assertThat(row)
                .contains(Objects.requireNonNullElse(preset.baseUrl(), "yours"))
                .contains(Objects.requireNonNullElse(preset.keyVariable(), "none needed"));
        assertThat(row.contains("Responses")).isEqualTo(preset.responses() != null);
        if (preset.baseUrl() != null) {
            assertThat(page).as("an example").contains("preset: " + preset.name() + ", model: ");
        }
    }
}

package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.testkit.backend.TestContext;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import ai.massgen.toolkit.model.ModelFacts;
import ai.massgen.toolkit.model.ModelFile;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Prices and last days of models: the data files, and what servers say themselves. */
@Timeout(60)
class ModelFilesTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-22");
    private final OpenAiBackend backend = new OpenAiBackend();

    static Stream<String> files() {
        return Presets.ALL.stream()
                .flatMap(preset -> Stream.ofNullable(preset.models()))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyEntrySaysWhereItIsFromAndHasNoUnknownWord(String name) {
        Set<String> traits = Arrays.stream(Trait.values())
                .map(trait -> trait.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        ModelFile file = Presets.models(name);
        assertThat(file.models()).isNotEmpty().allSatisfy(model -> {
            assertThat(model.source()).isNotBlank();
            assertThat(traits).containsAll(model.traits());
            assertThat(file.find(model.id())).contains(model);
        });
        assertThat(file.models()).extracting(ModelFacts::id).doesNotHaveDuplicates();
    }

    @Test
    void everyTraitIsUsed() {
        Set<String> used = new HashSet<>();
        files().forEach(file -> Presets.models(file).models().forEach(model -> used.addAll(model.traits())));
        assertThat(used).hasSize(Trait.values().length);
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-6.1-sol, 12.0",
        "openai, gpt-6.1-sol-2026-09-30, 12.0",
        "openai, gpt-5.6, 24.0",
        "openai, gpt-6-luna, 0.6",
        "xai, grok-4.5, 8.0"
    })
    void aPriceIsKnownByTheModelsIdWithOrWithoutItsDate(String preset, String model, BigDecimal dollars) {
        assertThat(known(preset, model).orElseThrow().price().orElseThrow().of(new Usage(1_000_000, 1_000_000, 0, 0)))
                .isEqualByComparingTo(dollars);
    }

    @Test
    void whatIsReadFromTheCacheCostsLess() {
        ModelInfo model = known("openai", "gpt-6-sol").orElseThrow();
        assertThat(model.price().orElseThrow().of(new Usage(1_000_000, 0, 400_000, 0, 600_000)))
                .as("0.4 of them at 0.20, 0.6 of them written at 2.50")
                .isEqualByComparingTo("1.58");
        assertThat(model.contextTokens()).hasValue(1_050_000);
        assertThat(model.maxOutputTokens()).hasValue(128_000);
    }

    @Test
    void whatIsUnknownIsNotFree() {
        assertThat(known("openai", "gpt-7")).isEmpty();
        assertThat(known("openai", "gpt-6-nova").orElseThrow().price()).isEmpty();
        assertThat(known("groq", "gpt-6.1-sol")).isEmpty();
        assertThat(known("azure", "gpt-6.1-sol"))
                .as("a deployment's name says nothing for certain")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5, 2026-12-11",
        "gpt-5-mini-2025-08-07, 2026-12-11",
        "o3-pro, 2026-12-11",
        "o4-mini, 2026-10-23",
        "gpt-4.1-nano, 2026-10-23",
        "gpt-4o-mini, 2027-01-14",
        "gpt-4.1, 2027-01-14"
    })
    void theLastDayOfAnOldModelIsKnown(String model, LocalDate day) {
        assertThat(known("openai", model).orElseThrow().shutdown()).contains(day);
    }

    @Test
    void aListingTellsWhatTheServerAndTheDataFileKnow() throws Exception {
        WireReply list = WireReply.json(200, """
                {"data":[
                  {"id":"gpt-6.1-sol","owned_by":"openai"},
                  {"id":"gpt-5","owned_by":"openai","shutdown_date":"2026-12-24T00:00:00Z"},
                  {"id":"acme/large","context_length":200000,"top_provider":{"max_completion_tokens":8192},
                   "pricing":{"prompt":"0.000002","completion":"0.00001","input_cache_read":"2e-7"}},
                  {"id":"acme/auto","pricing":{"prompt":"-1","completion":"-1"}},
                  {"id":"local","max_model_len":4096,"shutdown_date":"soon"}]}
                """);
        try (WireServer server = WireServer.replying(list)) {
            List<ModelInfo> models = backend.models(
                    Settings.of("m")
                            .with("preset", "openai")
                            .with("baseUrl", server.uri())
                            .config(),
                    TestContext.with().at(InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"))));
            assertThat(models).extracting(ModelInfo::id).isSorted();
            assertThat(byId(models, "gpt-6.1-sol").price()).isPresent();
            assertThat(byId(models, "gpt-5").shutdown()).contains(LocalDate.parse("2026-12-24"));
            ModelInfo large = byId(models, "acme/large");
            assertThat(large.price().orElseThrow().of(new Usage(1_000_000, 1_000_000, 500_000, 0)))
                    .isEqualByComparingTo("11.1");
            assertThat(large.contextTokens()).hasValue(200_000);
            assertThat(large.maxOutputTokens()).hasValue(8_192);
            assertThat(byId(models, "acme/auto").price()).isEmpty();
            assertThat(byId(models, "local").contextTokens()).hasValue(4_096);
            assertThat(byId(models, "local").shutdown()).isEmpty();
        }
    }

    private Optional<ModelInfo> known(String preset, String model) {
        return backend.known(Settings.of(model).with("preset", preset).config(), DAY);
    }

    private static ModelInfo byId(List<ModelInfo> models, String id) {
        return models.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}

package ai.massgen.toolkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelInfo;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ModelFileTest {
    private static final LocalDate DAY = LocalDate.parse("2026-12-31");

    private final ModelFile file = ModelFile.read(ModelFileTest.class, "models-acme.json");

    @Test
    void aModelIsFoundByItsIdAndByItsPatternAsAWhole() {
        assertThat(file.asOf()).isEqualTo("2026-11-22");
        assertThat(file.find("acme-3").orElseThrow().lacks()).containsExactly(Capability.TEMPERATURE);
        assertThat(file.find("acme-3-20260401").orElseThrow().efforts()).containsExactly("low", "high");
        assertThat(file.find("acme-3").orElseThrow().traits()).containsExactly("slow");
        assertThat(file.find("my-acme-3-20260401")).isEmpty();
    }

    @Test
    void aPriceHoldsUntilTheEndOfItsLastDay() {
        ModelFacts model = file.find("acme-3").orElseThrow();
        Usage million = new Usage(1_000_000, 0, 0, 0);

        assertThat(model.on("acme-3", DAY).price().orElseThrow().of(million)).isEqualByComparingTo("2");
        assertThat(model.on("acme-3", DAY.plusDays(1)).price().orElseThrow().of(million))
                .isEqualByComparingTo("4");
    }

    @Test
    void whatIsReadFromACacheCostsLessAndWhatIsNotSaidCostsTheSame() {
        ModelFacts model = file.find("acme-3").orElseThrow();
        Usage usage = new Usage(1_000_000, 100_000, 500_000, 50_000, 250_000);

        assertThat(model.on("acme-3", DAY).price().orElseThrow().of(usage)).isEqualByComparingTo("2.1");
        assertThat(model.on("acme-3", DAY.plusDays(1)).price().orElseThrow().of(usage))
                .isEqualByComparingTo("6");
    }

    @Test
    void whatIsUnknownStaysUnknown() {
        ModelInfo plain = file.find("acme-2").orElseThrow().on("acme-2", DAY);

        assertThat(plain).isEqualTo(ModelInfo.of("acme-2"));
        assertThat(file.find("acme-3").orElseThrow().on("acme-3", DAY).shutdown())
                .contains(LocalDate.parse("2027-01-14"));
    }

    @Test
    void allModelsAreToldInTheOrderOfTheFile() {
        assertThat(file.on(DAY)).extracting(ModelInfo::id).containsExactly("acme-3", "acme-2");
    }

    @Test
    void aFileThatIsMissingOrWrongIsADamagedJar() {
        assertThatThrownBy(() -> ModelFile.read(ModelFileTest.class, "none.json"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("none.json");
        assertThatThrownBy(() -> ModelFile.read(ModelFileTest.class, "models-slip.json"))
                .hasMessageContaining("models-slip.json")
                .rootCause()
                .hasMessageContaining("unknown key shutdwon");
    }
}

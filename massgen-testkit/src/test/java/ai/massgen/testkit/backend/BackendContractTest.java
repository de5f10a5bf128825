package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every rule can fail: for each there is a backend that breaks it, and the contract notices. */
class BackendContractTest {
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aDefectBreaksItsRule(Defect defect) {
        Flawed.defect = defect;
        assertThat(Rules.failing(Flawed.class, defect.rule()))
                .as("the rule %s notices that the backend is %s", defect.rule(), defect)
                .isNotEmpty();
    }

    @Test
    void everyRuleHasADefectThatBreaksIt() {
        Set<String> broken =
                Arrays.stream(Defect.values()).map(Defect::rule).collect(Collectors.toCollection(TreeSet::new));
        broken.remove("");
        assertThat(Rules.names(ParrotContractTest.class)).isEqualTo(broken);
    }

    @Test
    void aBackendThatPlaysNothingFails() {
        assertThat(Rules.failing(Mute.class, "textIsStreamedAndReturned")).isEmpty();
        assertThat(Rules.failing(Mute.class, "afterClosingEveryCallFails")).isNotEmpty();
        assertThat(Rules.failing(Mute.class, "everyCapabilityIsTrueBothWays")).isNotEmpty();
    }

    /** Run by the tests above only. */
    static class Flawed extends BackendContract<ParrotConfig> {
        static Defect defect = Defect.NONE;

        @Override
        protected Backend<ParrotConfig> backend() {
            ParrotBackend parrot = new ParrotBackend(defect);
            return defect == Defect.UNLISTED ? new Unlisted(parrot) : parrot;
        }

        @Override
        protected Optional<ParrotConfig> playing(Scene scene) {
            return Optional.of(new ParrotConfig(scene));
        }
    }

    /** Run by the tests above only. */
    static class Mute extends BackendContract<ParrotConfig> {
        @Override
        protected Backend<ParrotConfig> backend() {
            return new ParrotBackend();
        }

        @Override
        protected Optional<ParrotConfig> playing(Scene scene) {
            return Optional.empty();
        }
    }

    /** No services file lists it. */
    private record Unlisted(ParrotBackend parrot) implements Backend<ParrotConfig> {
        @Override
        public String name() {
            return parrot.name();
        }

        @Override
        public int spiLevel() {
            return parrot.spiLevel();
        }

        @Override
        public Class<ParrotConfig> configType() {
            return parrot.configType();
        }

        @Override
        public Set<Capability> capabilities(ParrotConfig config) {
            return parrot.capabilities(config);
        }

        @Override
        public Model open(ParrotConfig config, BackendContext context) {
            return parrot.open(config, context);
        }
    }
}

package ai.massgen.api.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.config.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessSpecTest {
    @Test
    void startsLockedWithALifetimeOfAnHour() {
        ProcessSpec spec = ProcessSpec.builder("massgen-x").build();

        assertThat(spec.policy()).isEqualTo(IsolationPolicy.LOCKED);
        assertThat(spec.lifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(spec.mounts()).isEmpty();
        assertThat(spec.image()).isEmpty();
    }

    @Test
    void lockedMeansNoNetworkNobodyReadOnlyAndNoCapabilities() {
        IsolationPolicy locked = IsolationPolicy.LOCKED;

        assertThat(locked.network()).isEqualTo(Network.NONE);
        assertThat(locked.user()).isEqualTo(new RunAs.Ids(65532, 65532));
        assertThat(locked.readOnlyRoot()).isTrue();
        assertThat(locked.addedCapabilities()).isEmpty();
        assertThat(locked.privateIpc()).isFalse();
        assertThat(locked.limits()).isEqualTo(ResourceLimits.DEFAULT);
    }

    @Test
    void doesNotFollowLaterChangesOfItsCollections() {
        List<String> command = new ArrayList<>(List.of("server"));
        ProcessSpec spec = ProcessSpec.builder("x").command(command).build();

        command.add("--privileged");

        assertThat(spec.command()).containsExactly("server");
    }

    @Test
    void secretsDoNotShowInItsText() {
        ProcessSpec spec = ProcessSpec.builder("x")
                .secrets(Map.of("TOKEN", Secret.of("t-123")))
                .build();

        assertThat(spec.toString()).doesNotContain("t-123").contains("TOKEN=***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", ".x", "a b", "a/b", "a\n", "ü"})
    void refusesNamesThatNoEngineTakes(String name) {
        assertThatThrownBy(() -> ProcessSpec.builder(name).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a container name: '" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A=B", "A B", "A-B", "A\n"})
    void refusesNamesThatAreNoVariables(String name) {
        String message = "not the name of an environment variable: '" + name + "'";

        assertThatThrownBy(() ->
                        ProcessSpec.builder("x").environment(Map.of(name, "v")).build())
                .hasMessage(message);
        assertThatThrownBy(() -> ProcessSpec.builder("x")
                        .secrets(Map.of(name, Secret.of("v")))
                        .build())
                .hasMessage(message);
    }

    @Test
    void aVariableIsNotASecretToo() {
        assertThatThrownBy(() -> ProcessSpec.builder("x")
                        .environment(Map.of("TOKEN", "v"))
                        .secrets(Map.of("TOKEN", Secret.of("v")))
                        .build())
                .hasMessage("'TOKEN' is both a variable and a secret");
    }

    @Test
    void theLifetimeIsPositive() {
        assertThatThrownBy(
                        () -> ProcessSpec.builder("x").lifetime(Duration.ZERO).build())
                .hasMessage("lifetime must be positive, got PT0S");
    }
}

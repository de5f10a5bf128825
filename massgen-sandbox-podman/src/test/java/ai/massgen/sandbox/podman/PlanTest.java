package ai.massgen.sandbox.podman;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.RunAs;
import ai.massgen.testkit.sandbox.TestPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for, where no Podman of this machine can be asked for it. */
class PlanTest {
    private static JsonNode body(Plan plan) {
        return CreateBody.of(plan, Optional.empty(), OptionalLong.empty());
    }

    @Test
    void withoutRootTheUsersOwnIdStaysItsOwnSoThatItsFoldersCanBeUsed() {
        PodmanFacts rootless = Fixture.facts(Fixture.rootless());
        TestPolicy owner = TestPolicy.locked().user(new RunAs.Ids(1000, 1000));
        assertThat(body(Fixture.plan(owner, rootless)).at("/userns/nsmode").asText())
                .isEqualTo("keep-id");
        assertThat(body(Fixture.plan(TestPolicy.locked(), rootless)).has("userns"))
                .isFalse();
        assertThat(body(Fixture.plan(owner)).has("userns")).isFalse();
    }

    @Test
    void podmanItselfEndsWhatOutlivesUs() {
        assertThat(body(Fixture.plan()).path("timeout").asLong()).isBetween(3601L, 3610L);
    }

    @Test
    void everythingIsSaidExplicitly() {
        JsonNode body = body(Fixture.plan());
        for (String field :
                new String[] {"privileged", "terminal", "init", "env_host", "httpproxy", "manage_password"}) {
            assertThat(body.path(field).isBoolean()).as(field).isTrue();
            assertThat(body.path(field).asBoolean()).as(field).isFalse();
        }
        assertThat(body.path("read_only_filesystem").asBoolean()).isTrue();
        assertThat(body.path("no_new_privileges").asBoolean()).isTrue();
        assertThat(body.path("remove").asBoolean()).isTrue();
        assertThat(body.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(body.path("image").asText()).hasSize(64);
    }

    @Test
    void theLimitOfProcessesOfOneUserIsOnlyNamedWhereItIsKnown() {
        Plan plan = Fixture.plan();
        assertThat(body(plan).path("r_limits").toString()).doesNotContain("NPROC");
        JsonNode body = CreateBody.of(plan, Optional.of(Path.of("/p.json")), OptionalLong.of(5000));
        assertThat(body.path("r_limits").toString()).contains("\"NPROC\",\"soft\":5000,\"hard\":5000");
        assertThat(body.path("seccomp_profile_path").asText()).isEqualTo("/p.json");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void onThisMachineItIsOneThatProgramsCanLiveWith() {
        assertThat(ProcessLimit.here().orElseThrow()).isGreaterThan(300); // there are never fewer process ids
    }

    @ParameterizedTest
    @CsvSource({
        "96364:96364, 32768, 32768",
        "100:200, 32768, 200",
        "unlimited:unlimited, 4194304, 4194304",
        "100:unlimited, '', ",
        "'', '', "
    })
    void itIsWhatThisProgramMayHaveAndNoMoreThanThereAreProcessIds(String limits, String ids, @Nullable Long expected) {
        assertThat(ProcessLimit.least(limits, ids + "\n"))
                .isEqualTo(expected == null ? OptionalLong.empty() : OptionalLong.of(expected));
    }
}

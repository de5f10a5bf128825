package ai.massgen.sandbox.podman;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.sandbox.TestPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What cannot be asked of Podman, whatever a configuration says. */
@Tag("hostile")
class HostileRequestTest {
    /** Podman's request has a hundred fields more, for devices, pods, host namespaces, ports and the like. */
    private static final Set<String> FIELDS = Set.of(
            "name",
            "image",
            "entrypoint",
            "command",
            "work_dir",
            "env",
            "labels",
            "stdin",
            "terminal",
            "init",
            "systemd",
            "healthconfig",
            "remove",
            "restart_policy",
            "timeout",
            "stop_timeout",
            "env_host",
            "httpproxy",
            "netns",
            "ipcns",
            "pidns",
            "utsns",
            "cgroupns",
            "user",
            "privileged",
            "no_new_privileges",
            "cap_drop",
            "cap_add",
            "seccomp_profile_path",
            "oci_runtime",
            "manage_password",
            "read_only_filesystem",
            "read_write_tmpfs",
            "image_volume_mode",
            "mounts",
            "log_configuration",
            "resource_limits",
            "r_limits");

    @Test
    @Row("B12")
    void theLoosestPolicyAsksForNothingOfTheHost(Observed observed) {
        JsonNode body = CreateBody.of(
                Fixture.plan(TestPolicy.loosest()), Optional.of(Path.of("/p.json")), OptionalLong.of(100));
        Set<String> fields = new TreeSet<>();
        body.fieldNames().forEachRemaining(fields::add);
        assertThat(fields).isSubsetOf(FIELDS);
        assertThat(body.path("privileged").asBoolean(true)).isFalse();
        assertThat(body.path("no_new_privileges").asBoolean()).isTrue();
        for (String namespace : new String[] {"netns", "ipcns", "pidns", "utsns", "cgroupns"}) {
            assertThat(body.path(namespace).path("nsmode").asText())
                    .as(namespace)
                    .isEqualTo("private");
        }
        assertThat(body.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(body.path("mounts").findValuesAsText("type")).containsOnly("bind", "tmpfs");
        observed.that("no field of the request asks for privileges, devices, host namespaces, pods or ports");
    }
}

package ai.massgen.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.sandbox.TestPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.core.DockerClientImpl;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be asked for, whatever a configuration says. */
@Tag("hostile")
class HostileRequestTest {
    private static JsonNode request(ContainerPlan plan) {
        var client = DockerClientImpl.getInstance(
                new ClientSettings("1.41"),
                new ChannelTransport(
                        new ai.massgen.toolkit.container.EngineHttp(
                                ai.massgen.toolkit.container.EngineEndpoint.parse("unix:///nowhere")),
                        Duration.ofSeconds(1)));
        return Fixture.JSON.valueToTree(CreateCommand.of(client, plan));
    }

    @Test
    @Row("B12")
    void theLoosestPolicyAsksForNothingOfTheHost(Observed observed) {
        JsonNode host = request(Fixture.plan(TestPolicy.loosest())).path("HostConfig");
        for (String field : List.of("Privileged", "PublishAllPorts", "OomKillDisable", "Init")) {
            assertThat(host.path(field).asBoolean(false)).as(field).isFalse();
        }
        for (String field : List.of(
                "PidMode",
                "UTSMode",
                "UsernsMode",
                "CgroupParent",
                "Cgroup",
                "Devices",
                "DeviceCgroupRules",
                "DeviceRequests",
                "VolumesFrom",
                "Sysctls",
                "Links",
                "ExtraHosts",
                "PortBindings",
                "Binds",
                "GroupAdd",
                "RestartPolicy",
                "OomScoreAdj",
                "StorageOpt",
                "Isolation")) {
            JsonNode value = host.path(field);
            assertThat(value.isMissingNode() || value.isNull() || (value.isEmpty() && !value.isTextual()))
                    .as(field + ": " + value)
                    .isTrue();
        }
        assertThat(host.path("NetworkMode").asText()).isEqualTo("bridge");
        assertThat(host.path("IpcMode").asText()).isEqualTo("private");
        assertThat(host.path("CgroupnsMode").asText()).isEqualTo("private");
        assertThat(host.path("CapDrop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(host.path("SecurityOpt")).extracting(JsonNode::asText).contains("no-new-privileges");
        assertThat(host.path("SecurityOpt").toString()).doesNotContain("unconfined", "apparmor", "label");
        observed.that(
                "no field of the request asks for privileges, devices, host namespaces, ports or old-style binds");
    }

    /** A component that is added here needs its place in both comparisons and a line in the table of controls. */
    @Test
    @Row("B12")
    void aPolicyHasNoWordForThem() {
        assertThat(names(IsolationPolicy.class))
                .containsExactly(
                        "network",
                        "user",
                        "addedCapabilities",
                        "seccompProfile",
                        "readOnlyRoot",
                        "tmpSize",
                        "tmpInodes",
                        "privateIpc",
                        "limits",
                        "runtime",
                        "demanded");
        assertThat(names(ProcessSpec.class))
                .containsExactly(
                        "name",
                        "image",
                        "command",
                        "environment",
                        "secrets",
                        "mounts",
                        "workingDirectory",
                        "labels",
                        "policy",
                        "lifetime");
        assertThat(names(Mount.class)).containsExactly("source", "target", "access");
        assertThat(AddedCapability.values())
                .extracting(Enum::name)
                .containsExactly("CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "NET_BIND_SERVICE", "SETGID", "SETUID");
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../up", "a/b", "", "-rf", "a b", "a\nb", "a;b", "$(id)", "é", "a?force=1", "a%2e", ".hidden"})
    @Row("X16")
    void aContainersNameIsNoPathAndNoOption(String name) {
        assertThatThrownBy(() -> ProcessSpec.builder(name).build()).isInstanceOf(IllegalArgumentException.class);
    }
}

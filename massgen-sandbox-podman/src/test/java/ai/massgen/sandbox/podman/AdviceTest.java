package ai.massgen.sandbox.podman;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.testkit.hostile.Row;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class AdviceTest {
    @Test
    @Row("B11")
    void whoRunsPodmanAsRootHearsOfTheOtherWay() {
        assertThat(Advice.on(Fixture.facts()))
                .anyMatch(line -> line.contains("Podman without root limits what an escape can do"))
                .anyMatch(line -> line.contains("user.max_user_namespaces=0"))
                .anyMatch(line -> line.contains("runc 1.1.5+ds1 may have CVE-2024-21626"))
                .noneMatch(line -> line.contains("cannot limit"));
    }

    @Test
    void whoMaySetNoLimitsHearsWhy() {
        PodmanFacts rootless = Fixture.facts(Fixture.rootless());
        assertThat(Advice.on(rootless))
                .noneMatch(line -> line.contains("runs as root"))
                .anyMatch(line -> line.contains("cannot limit memory here: without root that takes control groups of"
                        + " version 2 (this machine has v1)"));
        assertThat(Report.controls(rootless))
                .containsEntry(Control.MEMORY, Status.NOT_AVAILABLE)
                .containsEntry(Control.NETWORK, Status.ENFORCED)
                .containsEntry(Control.TMP_INODES, Status.BOUNDED_BY_MEMORY);
    }

    @Test
    @Row("B11")
    void anotherRuntimeHasOtherFlaws() {
        ObjectNode info = Fixture.info();
        Fixture.put(info, "/host/ociRuntime", "{\"name\":\"crun\",\"version\":\"crun version 1.8.1\"}");
        assertThat(Advice.on(Fixture.facts(info)))
                .noneMatch(line -> line.contains("CVE"))
                .anyMatch(line -> line.contains("own runtime, crun"));
    }
}

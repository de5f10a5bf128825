package ai.massgen.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known weaknesses of an engine are told, by version and set-up. */
class AdviceTest {
    private static List<String> advice(String docker, String runc, String security) {
        EngineFacts facts = EngineFacts.of(
                Fixture.json("""
                        {"ServerVersion":"%s","DefaultRuntime":"runc","Runtimes":{"runc":{"path":"runc"}},
                         "MemoryLimit":true,"SwapLimit":true,"CpuCfsQuota":true,"CpuCfsPeriod":true,"PidsLimit":true,
                         "CgroupVersion":"2","SecurityOptions":[%s]}""".formatted(docker, security)),
                Fixture.json("{\"Components\":[{\"Name\":\"runc\",\"Details\":{},\"Version\":\"" + runc + "\"}]}"));
        return Advice.on(facts);
    }

    @ParameterizedTest
    @CsvSource({
        "1.1.5+ds1-1+deb12u1, true, true",
        "1.1.11, true, true",
        "1.1.12, false, true",
        "1.2.7, false, true",
        "1.2.8, false, false",
        "1.3.2, false, true",
        "1.3.3, false, false",
        "1.4.0, false, false",
        "2.0.0, false, false",
        "unknown, false, false"
    })
    @Row("B11")
    void aRuncWithKnownEscapesIsNamedWithTheVersionsThatFixThem(
            String runc, boolean leaked, boolean racing, Observed observed) {
        List<String> advice = advice("28.0.0", runc, "\"name=seccomp,profile=default\",\"name=apparmor\"");
        assertThat(advice.stream().anyMatch(line -> line.contains("CVE-2024-21626")))
                .isEqualTo(leaked);
        assertThat(advice.stream().anyMatch(line -> line.contains("CVE-2025-31133")))
                .isEqualTo(racing);
        observed.that("advice for runc " + runc + ": " + (leaked || racing));
    }

    @Test
    @Row("B11")
    void userNamespacesAreAdvisedWhereThereAreNone() {
        assertThat(advice("28.0.0", "1.4.0", "\"name=seccomp,profile=default\",\"name=apparmor\""))
                .singleElement()
                .asString()
                .contains("user namespaces", "Rootless mode or userns-remap");
        assertThat(advice("28.0.0", "1.4.0", "\"name=seccomp,profile=default\",\"name=apparmor\",\"name=userns\""))
                .isEmpty();
        assertThat(advice("28.0.0", "1.4.0", "\"name=seccomp,profile=default\",\"name=selinux\",\"name=rootless\""))
                .isEmpty();
    }
}

package ai.massgen.sandbox.podman;

import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.testkit.hostile.Row;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreatedAsAskedTest {
    @Test
    @Row("B17")
    void whatARealPodmanMadeIsWhatWasAskedFor() {
        Plan plan = Fixture.plan();
        assertThatCode(() -> CreatedAsAsked.require(plan, Fixture.inspect(plan)))
                .doesNotThrowAnyException();
    }

    @Test
    void newerOnesWriteTheEntryPointInWords() {
        Plan plan = Fixture.plan();
        ObjectNode inspect = Fixture.inspect(plan);
        Fixture.put(inspect, "/Config/Entrypoint", "[\"cat\",\"-\"]");
        assertThatCode(() -> CreatedAsAsked.require(plan, inspect)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    name                          | /Name                                  | "other"
                    image                         | /Image                                 | "busybox"
                    command                       | /Path                                  | "sh"
                    command                       | /Args                                  | []
                    command                       | /Args                                  | ["-","more"]
                    command                       | /Config/Entrypoint                     | "cat - more"
                    command                       | /Config/Entrypoint                     | ["cat"]
                    working directory             | /Config/WorkingDir                     | "/"
                    health check                  | /Config/Healthcheck                    | null
                    health check                  | /Config/Healthcheck/Test               | ["CMD","evil"]
                    variable A                    | /Config/Env                            | ["HOME=/tmp","TMPDIR=/tmp"]
                    variable A                    | /Config/Env                            | ["A=c","HOME=/tmp","TMPDIR=/tmp"]
                    variable A                    | /Config/Env                            | ["A=b","A=c","HOME=/tmp","TMPDIR=/tmp"]
                    secrets                       | /Config/Secrets                        | [{"Name":"of somebody else"}]
                    label ai.massgen.owner        | /Config/Labels/ai.massgen.owner        | "somebody"
                    label ai.massgen.podman.start | /Config/Labels/ai.massgen.podman.start | null
                    init                          | /Config/Annotations/io.podman.annotations.init | "TRUE"
                    terminal                      | /Config/Tty                            | true
                    open input                    | /Config/OpenStdin                      | false
                    removal at its end            | /HostConfig/AutoRemove                 | false
                    restart                       | /HostConfig/RestartPolicy/Name         | "always"
                    lifetime                      | /Config/Timeout                        | 0
                    """)
    void oneDifferenceIsNamedWithoutItsValue(String what, String pointer, String value) {
        Plan plan = Fixture.plan();
        ObjectNode inspect = Fixture.inspect(plan);
        Fixture.put(inspect, pointer, value);
        assertRefused(Kind.NOT_ENFORCED, () -> CreatedAsAsked.require(plan, inspect))
                .hasMessage("container fixture was removed: Podman made another one than was asked for; different: "
                        + what);
    }
}

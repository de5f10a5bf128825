package ai.massgen.sandbox.docker;

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
    void whatARealEngineMadeIsWhatWasAskedFor() {
        ContainerPlan plan = Fixture.plan();
        assertThatCode(() -> CreatedAsAsked.require(plan, Fixture.inspect(plan)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    name                                 | /Name                                  | "/other"
                    image                                | /Config/Image                          | "busybox"
                    command                              | /Config/Entrypoint                     | ["sh"]
                    command                              | /Config/Entrypoint                     | null
                    command                              | /Config/Cmd                            | ["more"]
                    working directory                    | /Config/WorkingDir                     | "/"
                    health check                         | /Config/Healthcheck                    | null
                    health check                         | /Config/Healthcheck/Test               | ["CMD","evil"]
                    variable A                           | /Config/Env                            | ["HOME=/tmp","TMPDIR=/tmp"]
                    variable A                           | /Config/Env                            | ["A=c","HOME=/tmp","TMPDIR=/tmp"]
                    variable A                           | /Config/Env                            | ["A=b","A=c","HOME=/tmp","TMPDIR=/tmp"]
                    label ai.massgen.owner               | /Config/Labels/ai.massgen.owner        | "somebody"
                    label ai.massgen.docker.start        | /Config/Labels/ai.massgen.docker.start | null
                    init                                 | /HostConfig/Init                       | true
                    terminal                             | /Config/Tty                            | true
                    open input                           | /Config/OpenStdin                      | false
                    input that closes with its writer    | /Config/StdinOnce                      | false
                    removal at its end                   | /HostConfig/AutoRemove                 | false
                    """)
    void oneDifferenceIsNamedWithoutItsValue(String what, String pointer, String value) {
        ContainerPlan plan = Fixture.plan();
        ObjectNode inspect = Fixture.inspect(plan);
        Fixture.put(inspect, pointer, value);
        assertRefused(Kind.NOT_ENFORCED, () -> CreatedAsAsked.require(plan, inspect))
                .hasMessage("container fixture was removed: Docker made another one than was asked for; different: "
                        + what);
    }
}

package ai.massgen.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.testkit.sandbox.SandboxContract;
import ai.massgen.testkit.sandbox.TestSurroundings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plain processes keep the rules of every sandbox, as far as they are not about isolation. */
class HostContractTest extends SandboxContract {
    /** What only processes of this class have on their command lines. */
    private static final String MARK = "contract_" + ProcessHandle.current().pid();

    @Override
    protected Sandbox open(TestSurroundings surroundings) {
        return new HostSandbox().open(new HostConfig(Optional.empty()), surroundings);
    }

    @Override
    protected Map<String, String> variables() {
        return Map.of("PATH", TestHost.PATH);
    }

    @Override
    protected Set<SandboxCapability> capabilities() {
        return new HostSandbox().capabilities();
    }

    @Override
    protected ProcessSpec.Builder shell(Sandbox sandbox, String script) {
        return TestHost.shell(": " + MARK + "; " + script);
    }

    @Override
    protected void assertNothingLeft() {
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(MARK))
                                .isPresent()))
                .isEmpty();
    }
}

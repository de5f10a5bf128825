package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.testkit.hostile.SecretsContract;
import ai.massgen.testkit.sandbox.TestPolicy;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A secret arrives where it belongs and shows nowhere else. */
@Tag("podman")
class SecretsTest extends SecretsContract {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    SecretsTest() {
        super(ENGINE, new TestRuntime(Optional.empty(), false));
    }

    @Override
    protected String everythingSaid(String id) throws IOException, InterruptedException {
        return ENGINE.raw().inspect(id)
                + ENGINE.raw().call("GET", "/containers/" + id + "/top").text()
                + ENGINE.raw().call("GET", "/events?stream=false&since=1m").text();
    }

    @Override
    protected IsolationPolicy notGiven() {
        return TestPolicy.locked().demanding(Control.TMP_INODES).build();
    }
}

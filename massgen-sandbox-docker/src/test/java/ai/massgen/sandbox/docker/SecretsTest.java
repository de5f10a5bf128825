package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.testkit.hostile.SecretsContract;
import ai.massgen.toolkit.container.EngineRequest;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A secret arrives where it belongs and shows nowhere else. */
@ParameterizedClass
@EnumSource(Oci.class)
class SecretsTest extends SecretsContract {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    SecretsTest(Oci oci) throws IOException, InterruptedException {
        super(ENGINE, oci.on(ENGINE));
    }

    @Override
    protected String everythingSaid(String id) throws IOException, InterruptedException {
        String until = Long.toString(System.currentTimeMillis() / 1000);
        return ENGINE.raw().inspect(id).toString()
                + ENGINE.raw()
                        .call(EngineRequest.of("GET", "/containers/" + id + "/top"))
                        .text()
                + ENGINE.raw()
                        .call(EngineRequest.of("GET", "/events?since=0&until=" + until))
                        .text();
    }

    /** Not even Docker on runc has filters of system calls where gVisor runs. */
    @Override
    protected IsolationPolicy notGiven() {
        return Oci.GVISOR.policy().demanding(Control.SECCOMP).build();
    }
}

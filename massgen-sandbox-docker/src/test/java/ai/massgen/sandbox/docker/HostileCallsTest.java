package ai.massgen.sandbox.docker;

import ai.massgen.testkit.hostile.HostileCallsContract;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** System calls that many an escape begins with. */
@ParameterizedClass
@EnumSource(Oci.class)
class HostileCallsTest extends HostileCallsContract {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    HostileCallsTest(Oci oci) throws IOException, InterruptedException {
        super(ENGINE, oci.on(ENGINE));
    }

    /** Docker's own filter lets io_uring pass before version 25, about which there is advice. */
    @Override
    protected Set<String> knownToPass() throws Exception {
        String version = ENGINE.raw().get("/version").path("Version").asText();
        int major = Integer.parseInt(version.substring(0, version.indexOf('.')));
        return major < 25 ? Set.of("io_uring_setup") : Set.of();
    }
}

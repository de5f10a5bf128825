package ai.massgen.sandbox.docker;

import ai.massgen.testkit.hostile.HostileResourcesContract;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that take all they can get of this machine. */
@ParameterizedClass
@EnumSource(Oci.class)
class HostileResourcesTest extends HostileResourcesContract {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    HostileResourcesTest(Oci oci) throws IOException, InterruptedException {
        super(ENGINE, oci.on(ENGINE));
    }
}

package ai.massgen.sandbox.docker;

import ai.massgen.testkit.hostile.HostileKernelContract;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that tries the doors to the kernel and to the host. */
@ParameterizedClass
@EnumSource(Oci.class)
class HostileKernelTest extends HostileKernelContract {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    HostileKernelTest(Oci oci) throws IOException, InterruptedException {
        super(ENGINE, oci.on(ENGINE));
    }
}

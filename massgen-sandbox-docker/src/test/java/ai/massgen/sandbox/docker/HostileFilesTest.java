package ai.massgen.sandbox.docker;

import ai.massgen.testkit.hostile.HostileFilesContract;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that want more of this machine's files than they were given. */
@ParameterizedClass
@EnumSource(Oci.class)
class HostileFilesTest extends HostileFilesContract {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    HostileFilesTest(Oci oci) throws IOException, InterruptedException {
        super(ENGINE, oci.on(ENGINE));
    }
}

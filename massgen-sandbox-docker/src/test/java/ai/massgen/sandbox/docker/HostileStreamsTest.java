package ai.massgen.sandbox.docker;

import ai.massgen.testkit.hostile.HostileStreamsContract;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that play tricks with their standard streams. */
@ParameterizedClass
@EnumSource(Oci.class)
class HostileStreamsTest extends HostileStreamsContract {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    HostileStreamsTest(Oci oci) throws IOException, InterruptedException {
        super(ENGINE, oci.on(ENGINE));
    }
}

package ai.massgen.sandbox.docker;

import ai.massgen.testkit.hostile.HostileImagesContract;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Images whose own settings want more than the policy gives. */
@ParameterizedClass
@EnumSource(Oci.class)
class HostileImagesTest extends HostileImagesContract {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    HostileImagesTest(Oci oci) throws IOException, InterruptedException {
        super(ENGINE, oci.on(ENGINE));
    }
}

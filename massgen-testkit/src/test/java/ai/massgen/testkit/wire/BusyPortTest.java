package ai.massgen.testkit.wire;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems refuse what a full queue cannot take")
class BusyPortTest {
    @Test
    void anAttemptToConnectHangs() throws Exception {
        try (BusyPort port = BusyPort.open();
                Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), port.uri().getPort());
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> socket.connect(address, 100));
        }
    }
}

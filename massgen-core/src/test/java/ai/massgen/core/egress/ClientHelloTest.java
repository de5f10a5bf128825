package ai.massgen.core.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

class ClientHelloTest {
    private static byte[] hello(String... names) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(Arrays.stream(names)
                .map(name -> (javax.net.ssl.SNIServerName) new SNIHostName(name))
                .toList());
        engine.setSSLParameters(parameters);
        ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
        assertThat(engine.wrap(ByteBuffer.allocate(0), bytes).bytesProduced()).isPositive();
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static ClientHello read(byte[] bytes) throws IOException {
        return ClientHello.read(new DataInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1)));
    }

    @Test
    void theNameIsReadAndTheBytesAreKept() throws Exception {
        byte[] bytes = hello("api.test");
        assertThat(read(bytes).name()).contains("api.test");
        assertThat(read(bytes).bytes()).isEqualTo(bytes);
        assertThat(read(hello()).name()).isEmpty();
    }

    @Test
    void aGreetingInManyRecordsIsTheSame() throws Exception {
        byte[] whole = hello("api.test");
        ByteBuffer parts = ByteBuffer.allocate(2 * whole.length + 100);
        for (int at = 5; at < whole.length; at += 100) {
            int length = Math.min(100, whole.length - at);
            parts.put(whole, 0, 3).putShort((short) length).put(whole, at, length);
        }
        byte[] cut = Arrays.copyOf(parts.array(), parts.position());
        assertThat(read(cut).name()).contains("api.test");
        assertThat(read(cut).bytes()).isEqualTo(cut);
    }

    @Test
    void whatCannotBeReadFailsAndNothingElseHappens() throws Exception {
        byte[] bytes = hello("api.test");
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            byte[] broken = bytes.clone();
            for (int k = 0; k < 3; k++) {
                broken[1 + random.nextInt(broken.length - 1)] = (byte) random.nextInt();
            }
            try {
                assertThat(read(broken).bytes()).isNotEmpty();
            } catch (IOException e) {
                assertThat(e).isNotNull();
            }
        }
        for (byte[] none :
                List.of(new byte[] {22, 3, 1, 0, 0}, new byte[] {22, 9, 9, 0, 1, 0}, new byte[] {22, 3, 1})) {
            assertThatThrownBy(() -> read(none)).isInstanceOf(IOException.class);
        }
    }
}

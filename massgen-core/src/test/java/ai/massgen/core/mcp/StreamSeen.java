package ai.massgen.core.mcp;

import ai.massgen.core.http.HttpTap;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sees when a server has begun to answer with a stream of events. Thread-safe. */
final class StreamSeen implements HttpTap {
    private static final String SIGN = "text/event-stream";

    private final CountDownLatch seen = new CountDownLatch(1);

    boolean await(Duration patience) throws InterruptedException {
        return seen.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public InputStream reading(InputStream in) {
        return new Watched(in);
    }

    @Override
    public OutputStream writing(OutputStream out) {
        return out;
    }

    private final class Watched extends FilterInputStream {
        private final StringBuilder read = new StringBuilder();

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count > 0 && seen.getCount() > 0) {
                read.append(new String(target, offset, count, StandardCharsets.ISO_8859_1));
                if (read.indexOf(SIGN) >= 0) {
                    seen.countDown();
                }
            }
            return count;
        }
    }
}

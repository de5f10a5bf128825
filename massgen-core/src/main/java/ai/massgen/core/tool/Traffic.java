package ai.massgen.core.tool;

import ai.massgen.core.http.HttpTap;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes that go to a server and come from it. Thread-safe; its streams are as thread-safe as those in them. */
final class Traffic implements HttpTap {
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();

    long sent() {
        return sent.sum();
    }

    long received() {
        return received.sum();
    }

    @Override
    public InputStream reading(InputStream in) {
        return counted(in);
    }

    @Override
    public OutputStream writing(OutputStream out) {
        return counted(out);
    }

    InputStream counted(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                received.add(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                received.add(Math.max(0, count));
                return count;
            }
        };
    }

    OutputStream counted(OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(int value) throws IOException {
                out.write(value);
                sent.increment();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                sent.add(length);
            }
        };
    }
}

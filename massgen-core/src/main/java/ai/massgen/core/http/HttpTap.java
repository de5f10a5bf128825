package ai.massgen.core.http;

import java.io.InputStream;
import java.io.OutputStream;

/** Sees what goes over connections, decrypted, to count it. Thread-safe. */
public interface HttpTap {
    /** Sees nothing. */
    HttpTap NONE = new HttpTap() {
        @Override
        public InputStream reading(InputStream in) {
            return in;
        }

        @Override
        public OutputStream writing(OutputStream out) {
            return out;
        }
    };

    /**
     * Wraps what is read.
     *
     * @param in the stream
     * @return the stream to read from
     */
    InputStream reading(InputStream in);

    /**
     * Wraps what is written.
     *
     * @param out the stream
     * @return the stream to write to
     */
    OutputStream writing(OutputStream out);
}

package ai.massgen.core.http;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** One connection. Closing it wakes whoever reads or writes; all else is for one thread at a time. */
final class Wire implements Closeable {
    private static final int A_MOMENT = 1;

    private final Socket raw;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private long idleSince;

    /**
     * Takes a connection.
     *
     * @param raw what was connected; it is what is closed, because closing an encrypted socket can wait for a writer
     * @param socket what is read and written, the same if nothing is encrypted
     */
    Wire(Socket raw, Socket socket, HttpTap tap) throws IOException {
        this.raw = raw;
        this.socket = socket;
        this.in = new BufferedInputStream(tap.reading(socket.getInputStream()));
        this.out = tap.writing(socket.getOutputStream());
    }

    InputStream in() {
        return in;
    }

    void write(byte[] head, byte[] body) throws IOException {
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        out.write(whole);
        out.flush();
    }

    /** How long a read may wait, in milliseconds; 0 for as long as it takes. */
    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    void rest(long now) {
        idleSince = now;
    }

    long idle(long now) {
        return now - idleSince;
    }

    /** Whether the server has not hung up meanwhile, nor said what nobody asked for. */
    boolean isFresh() {
        try {
            patience(A_MOMENT);
            in.read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}

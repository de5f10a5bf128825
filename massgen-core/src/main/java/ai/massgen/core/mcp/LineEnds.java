package ai.massgen.core.mcp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Makes one line feed of every end of a line: LF, CR and CRLF, as event streams have them. Used by one thread. */
final class LineEnds extends FilterInputStream {
    private boolean afterReturn;

    LineEnds(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int kept = 0;
        while (kept == 0 && length > 0) {
            int count = super.read(target, offset, length);
            if (count < 0) {
                return -1;
            }
            kept = unify(target, offset, count);
        }
        return kept;
    }

    private int unify(byte[] target, int offset, int count) {
        int to = offset;
        for (int from = offset; from < offset + count; from++) {
            byte next = target[from];
            if (next != '\n' || !afterReturn) {
                target[to++] = next == '\r' ? (byte) '\n' : next;
            }
            afterReturn = next == '\r';
        }
        return to - offset;
    }
}

package ai.massgen.core.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TunnelTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<TunnelStream> opened = new ArrayList<>();

    private Tunnel tunnel(Frame... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            all.writeBytes(frame.bytes());
        }
        return new Tunnel(new ByteArrayInputStream(all.toByteArray()), sent, opened::add);
    }

    private static Frame data(int stream, int length) {
        return new Frame(Frame.DATA, stream, new byte[length]);
    }

    private void breaksTheRules(String why, Frame... frames) {
        assertThatThrownBy(() -> tunnel(frames).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aTunnelThatEndsEndsItsStreams() {
        assertThatThrownBy(() -> tunnel(Frame.of(Frame.OPEN, 1), data(1, 3)).run())
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> opened.getFirst().read()).hasMessageContaining("over");
    }

    @Test
    void moreThanTheCreditEndsTheTunnel() {
        Frame[] frames = new Frame[6];
        frames[0] = Frame.of(Frame.OPEN, 1);
        for (int i = 1; i < frames.length; i++) {
            frames[i] = data(1, Frame.LONGEST);
        }
        breaksTheRules("more than it may", frames);
    }

    @Test
    void everythingOutOfPlaceEndsTheTunnel() {
        breaksTheRules("twice", Frame.of(Frame.OPEN, 1), Frame.of(Frame.OPEN, 1));
        breaksTheRules("never opened", data(1, 1));
        breaksTheRules("out of place", Frame.of(Frame.READY, 0));
        breaksTheRules("out of place", data(0, 1));
        breaksTheRules("more than it may", Frame.of(Frame.OPEN, 1), Frame.of(Frame.END, 1), data(1, 1));
        breaksTheRules("ended a stream twice", Frame.of(Frame.OPEN, 1), Frame.of(Frame.END, 1), Frame.of(Frame.END, 1));
        breaksTheRules("more credit", Frame.of(Frame.OPEN, 1), Frame.credit(1, 1));
        breaksTheRules("credit for", Frame.of(Frame.OPEN, 1), Frame.credit(1, -1));
        breaksTheRules("no frame", Frame.of((byte) 'X', 1));
        breaksTheRules("no frame", new Frame(Frame.DATA, 1, new byte[Frame.LONGEST + 1]));
        breaksTheRules("no frame", new Frame(Frame.END, 1, new byte[1]));
        breaksTheRules("no frame", Frame.of(Frame.OPEN, -1));
    }

    @Test
    void thereAreOnlySoManyStreams() {
        Frame[] frames = new Frame[Frame.MOST_STREAMS + 1];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Frame.of(Frame.OPEN, i + 1);
        }
        breaksTheRules("too many", frames);
    }

    @Test
    void theLastOfAClosedStreamIsIgnored() {
        assertThatThrownBy(() -> tunnel(
                                Frame.of(Frame.OPEN, 1), Frame.of(Frame.CLOSE, 1), data(1, 5), Frame.of(Frame.OPEN, 2))
                        .run())
                .isInstanceOf(EOFException.class);
        assertThat(opened).hasSize(2);
    }

    @Test
    void whatDoesNotBeginByListeningIsNoForwarder() {
        assertThatThrownBy(() -> tunnel(Frame.of(Frame.OPEN, 1)).awaitReady()).hasMessageContaining("begin");
    }

    @Test
    void largeWritesAreCutAndWaitForCredit() throws Exception {
        Tunnel tunnel = tunnel();
        TunnelStream stream = new TunnelStream(tunnel, 1);
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                stream.write(new byte[Frame.WINDOW + 10], 0, Frame.WINDOW + 10);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        while (sent.size() < Frame.WINDOW + 4 * 7) {
            Thread.onSpinWait();
        }
        assertThat(sent.size()).isEqualTo(Frame.WINDOW + 4 * 7);
        stream.credited(Frame.WINDOW / 2);
        writer.join();
        ByteBuffer last = ByteBuffer.wrap(sent.toByteArray(), Frame.WINDOW + 4 * 7, 17);
        assertThat(last.get()).isEqualTo(Frame.DATA);
        assertThat(last.getInt()).isEqualTo(1);
        assertThat(last.getShort()).isEqualTo((short) 10);
    }
}

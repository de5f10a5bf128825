package ai.massgen.toolkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FramedInputTest {
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    private void frame(int stream, byte[] payload) {
        header(stream, payload.length);
        wire.writeBytes(payload);
    }

    private void frame(int stream, String payload) {
        frame(stream, payload.getBytes(StandardCharsets.UTF_8));
    }

    private void header(int stream, int length) {
        wire.writeBytes(
                ByteBuffer.allocate(8).put((byte) stream).putInt(4, length).array());
    }

    /** What was put on the wire, in pieces of a few bytes: a number decides how many. */
    private FramedInput read(int longestPiece, Random random) {
        ByteBuffer left = ByteBuffer.wrap(wire.toByteArray());
        return new FramedInput(
                (target, offset, length) -> {
                    if (!left.hasRemaining()) {
                        return -1;
                    }
                    int count = Math.min(Math.min(length, left.remaining()), 1 + random.nextInt(longestPiece));
                    left.get(target, offset, count);
                    return count;
                },
                stderr::writeBytes);
    }

    private FramedInput read() {
        return read(Integer.MAX_VALUE - 1, new Random(1));
    }

    @Test
    void outputIsTheStreamAndErrorsGoToTheConsumer() throws IOException {
        frame(1, "one ");
        frame(2, "oops");
        frame(1, "two");
        assertThat(read().readAllBytes()).isEqualTo("one two".getBytes(StandardCharsets.UTF_8));
        assertThat(stderr.toString(StandardCharsets.UTF_8)).isEqualTo("oops");
    }

    @Test
    void aCharacterCutByFramesAndEveryHeaderCutByReadsArrivesWhole() throws IOException {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        for (byte part : euro) {
            frame(1, new byte[] {part});
        }
        assertThat(read(1, new Random(1)).readAllBytes()).isEqualTo(euro);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void howeverFramesAndReadsFallTheBytesAreTheSame(long seed) throws IOException {
        Random random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            wire.reset();
            stderr.reset();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            for (int frames = random.nextInt(20); frames > 0; frames--) {
                byte[] payload = new byte[random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(30)];
                random.nextBytes(payload);
                boolean toErr = random.nextBoolean();
                frame(toErr ? 2 : 1, payload);
                (toErr ? err : out).writeBytes(payload);
            }
            assertThat(read(1 + random.nextInt(9_000), random).readAllBytes())
                    .as("seed %d, run %d", seed, run)
                    .isEqualTo(out.toByteArray());
            assertThat(stderr.toByteArray()).as("seed %d, run %d", seed, run).isEqualTo(err.toByteArray());
        }
    }

    @Test
    void aLengthThatNobodyHasMemoryForIsNotAllocated() throws IOException {
        header(1, 0xffff_ffff);
        wire.writeBytes("abc".getBytes(StandardCharsets.UTF_8));
        FramedInput input = read();
        assertThat(input.readNBytes(3)).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(input::read).isInstanceOf(EOFException.class).hasMessageContaining("middle of a frame");
    }

    @Test
    void theEndBetweenTwoFramesIsTheEndOfTheStreamEveryTime() throws IOException {
        frame(1, "");
        frame(2, "");
        frame(1, "x");
        FramedInput input = read();
        assertThat(input.read()).isEqualTo('x');
        assertThat(input.read()).isEqualTo(-1);
        assertThat(input.read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7, 8, 10})
    void aConnectionLostWithinAFrameIsNoEnd(int length) {
        frame(1, "abc");
        byte[] whole = wire.toByteArray();
        wire.reset();
        wire.write(whole, 0, length);
        assertThatThrownBy(() -> read().readAllBytes()).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 17, 127, -1, -128})
    void anUnknownStreamIsRefused(int stream) {
        frame(stream, "abc");
        assertThatThrownBy(() -> read().read()).isInstanceOf(IOException.class).hasMessageContaining("no stream frame");
    }

    @Test
    void textThatIsNoFrameIsRefused() {
        wire.writeBytes("HTTP/1.1 500".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> read().read()).isInstanceOf(IOException.class).hasMessageContaining("no stream frame");
        wire.reset();
        wire.writeBytes(new byte[] {1, 0, 1, 0, 0, 0, 0, 1, 'x'});
        assertThatThrownBy(() -> read().read()).isInstanceOf(IOException.class).hasMessageContaining("no stream frame");
    }

    @Test
    void anErrorOfTheEngineItselfEndsTheStreamWithItsWords() {
        frame(1, "x");
        frame(3, "disk on fire\n");
        FramedInput input = read();
        assertThatThrownBy(input::readAllBytes)
                .isInstanceOf(IOException.class)
                .hasMessage("the engine ended the container's streams: disk on fire");
    }

    @Test
    void errorsOfTheEngineAreCutToASensibleLength() {
        header(3, 0x7fff_ffff);
        wire.writeBytes(new byte[100_000]);
        assertThatThrownBy(() -> read().read())
                .isInstanceOfSatisfying(
                        IOException.class, e -> assertThat(e.getMessage()).hasSizeLessThan(5_000));
    }

    @Test
    void standardErrorComesInPiecesOfBoundedSize() throws IOException {
        byte[] flood = new byte[1 << 20];
        frame(2, flood);
        int[] longest = {0};
        ByteBuffer left = ByteBuffer.wrap(wire.toByteArray());
        FramedInput input = new FramedInput(
                (target, offset, length) -> {
                    int count = Math.min(length, left.remaining());
                    left.get(target, offset, count);
                    return count == 0 ? -1 : count;
                },
                piece -> longest[0] = Math.max(longest[0], piece.length));
        assertThat(input.read()).isEqualTo(-1);
        assertThat(longest[0]).isBetween(1, 8192);
    }

    @Test
    void readingNothingAsksForNothing() throws IOException {
        FramedInput input = new FramedInput(
                (target, offset, length) -> {
                    throw new IOException("asked");
                },
                stderr::writeBytes);
        assertThat(input.read(new byte[4], 2, 0)).isZero();
    }
}

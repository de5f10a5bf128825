package ai.massgen.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is kept of a stream that may be endless. */
class ClipTest {
    private static Clip fed(int room, byte[] all, int step) {
        Clip clip = new Clip(room);
        for (int from = 0; from < all.length; from += step) {
            clip.accept(all, from, Math.min(step, all.length - from));
        }
        return clip;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatFitsIsKeptAsItIs() {
        assertThat(fed(10, bytes("0123456789"), 3).output()).isEqualTo(new CommandOutput("0123456789", 0));
        assertThat(new Clip(10).output()).isEqualTo(new CommandOutput("", 0));
    }

    @Test
    void ofMoreTheBeginningAndTheEndAreKeptHoweverItComes() {
        Random random = new Random(4711);
        for (int round = 0; round < 500; round++) {
            int length = 11 + random.nextInt(100);
            StringBuilder text = new StringBuilder();
            random.ints(length, 'a', 'z').forEach(letter -> text.append((char) letter));
            String whole = text.toString();

            CommandOutput output = fed(10, bytes(whole), 1 + random.nextInt(40)).output();

            assertThat(output.text())
                    .isEqualTo(whole.substring(0, 5) + "\n[cut: " + (length - 10) + " bytes in the middle]\n"
                            + whole.substring(length - 5));
            assertThat(output.cut()).isEqualTo(length - 10);
        }
    }

    @Test
    void charactersAreNotCutInHalf() {
        CommandOutput output = fed(10, bytes("äöüäöüäöüä"), 7).output();

        assertThat(output.text()).isEqualTo("äö\n[cut: 12 bytes in the middle]\nüä");
        assertThat(output.cut()).isEqualTo(12);
    }

    @Test
    void aFloodTakesNoMoreRoom() {
        Clip clip = new Clip(8);
        byte[] megabyte = new byte[1 << 20];
        for (int i = 0; i < 64; i++) {
            clip.accept(megabyte, 0, megabyte.length);
        }
        assertThat(clip.output().cut()).isEqualTo((64L << 20) - 8);
        assertThat(clip.total()).isEqualTo(64L << 20);
    }
}

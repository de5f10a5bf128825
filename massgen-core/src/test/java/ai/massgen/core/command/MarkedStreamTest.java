package ai.massgen.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Where the output of a command ends, while jobs that it left behind go on writing. */
class MarkedStreamTest {
    private final Clip clip = new Clip(1000);
    private final MarkedStream stream = new MarkedStream("MARK", clip);

    private void write(String text) {
        stream.accept(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theMarkEndsItWhereverItIsCut() {
        String all = "a MAR MARMARK007 a job";
        for (int cut = 0; cut <= all.length(); cut++) {
            Clip kept = new Clip(1000);
            MarkedStream each = new MarkedStream("MARK", kept);
            each.accept(all.substring(0, cut).getBytes(StandardCharsets.US_ASCII));
            each.accept(all.substring(cut).getBytes(StandardCharsets.US_ASCII));

            assertThat(each.ended()).isCompletedWithValue(OptionalInt.of(7));
            assertThat(kept.output().text()).isEqualTo("a MAR MAR");
        }
    }

    @Test
    void byteByByteItIsTheSame() {
        "out MAMARK137".chars().forEach(letter -> write(Character.toString(letter)));

        assertThat(stream.ended()).isCompletedWithValue(OptionalInt.of(137));
        assertThat(clip.output().text()).isEqualTo("out MA");
    }

    @Test
    void withoutAMarkNothingIsLost() {
        write("it was killed MAR");
        assertThat(stream.ended()).isNotDone();
        stream.end();

        assertThat(stream.ended()).isCompletedWithValue(OptionalInt.empty());
        assertThat(clip.output().text()).isEqualTo("it was killed MAR");
    }

    @Test
    void afterItsEndNothingIsTaken() {
        write("MARK000");
        write("a job");
        stream.end();

        assertThat(clip.output().text()).isEmpty();
    }
}

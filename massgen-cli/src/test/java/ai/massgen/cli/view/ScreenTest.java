package ai.massgen.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    @Test
    void aScreenThatIsTooNarrowIsRefused() {
        assertThat(new Screen(System.out, true, true, 20).width()).isEqualTo(20);
        assertThatThrownBy(() -> new Screen(System.out, true, true, 19))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("19 columns")
                .hasMessageContaining("20");
    }

    @Test
    void aTerminalThatCannotDrawGetsPlainSigns() {
        String shown = Rendered.on(true, false, 40, StandardCharsets.US_ASCII, Story.everything());

        assertThat(shown).contains("\n* votes for agent2 ben\n|   It names", "\n: ", "\n== answer of agent2 ben ===");
    }

    @Test
    void noRowIsWiderThanTheScreenButTheAnswer() {
        for (int width : List.of(20, 40, 80, 200)) {
            String shown = Rendered.on(true, false, width, StandardCharsets.UTF_8, Story.everything());

            assertThat(shown.lines().filter(line -> !line.equals(Story.ANSWER)))
                    .allMatch(line -> Columns.of(line) < width, "narrower than " + width);
        }
    }
}

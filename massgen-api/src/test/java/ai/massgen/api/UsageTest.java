package ai.massgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UsageTest {
    @Test
    void usagesAdd() {
        Usage sum = new Usage(100, 20, 60, 5).plus(new Usage(1, 2, 1, 2));

        assertThat(sum).isEqualTo(new Usage(101, 22, 61, 7));
        assertThat(sum.totalTokens()).isEqualTo(123);
    }

    @Test
    void zeroIsNeutral() {
        Usage usage = new Usage(3, 2, 1, 0);

        assertThat(usage.plus(Usage.ZERO)).isEqualTo(usage);
        assertThat(Usage.ZERO.plus(usage)).isEqualTo(usage);
    }

    @Test
    void aNegativeCountIsRefusedWithAllCounts() {
        assertThatThrownBy(() -> new Usage(1, -2, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negative token count: input 1, output -2, cached 0, reasoning 0, cache write 0");
    }

    @Test
    void aPartDoesNotExceedItsWhole() {
        assertThatThrownBy(() -> new Usage(10, 0, 11, 0)).hasMessage("cached input tokens 11 exceed input tokens 10");
        assertThatThrownBy(() -> new Usage(0, 10, 0, 11)).hasMessage("reasoning tokens 11 exceed output tokens 10");
        assertThatThrownBy(() -> new Usage(10, 0, 6, 0, 5))
                .hasMessage("cache write tokens 5 exceed the input tokens not read from the cache, 4");
    }
}

package ai.massgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void printsItsText() {
        assertThat(new Json("{\"a\": 1}")).hasToString("{\"a\": 1}");
        assertThat(Json.EMPTY_OBJECT).hasToString("{}");
    }

    @Test
    void blankTextIsNoJson() {
        assertThatThrownBy(() -> new Json(" \n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be blank");
    }
}

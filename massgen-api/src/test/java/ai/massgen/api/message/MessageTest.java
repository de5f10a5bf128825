package ai.massgen.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
    @Test
    void aUserMessageOfTextHasOnePart() {
        assertThat(Message.User.of("hello").parts()).containsExactly(new Part.Text("hello"));
    }

    @Test
    void messagesAreNotEmpty() {
        assertThatThrownBy(() -> new Message.User(List.of())).hasMessage("a user message needs at least one part");
        assertThatThrownBy(() -> new Message.ToolResults(List.of()))
                .hasMessage("a tool result message needs at least one result");
    }

    @Test
    void anImageHasAnImageType() {
        assertThat(new Part.Image("image/png", "AA==").mediaType()).isEqualTo("image/png");
        assertThatThrownBy(() -> new Part.Image("text/html", "AA=="))
                .hasMessage("not an image media type: 'text/html'");
    }

    @Test
    void toolResultsSayWhetherTheyFailed() {
        assertThat(ToolResult.success("c1", "42").error()).isFalse();
        assertThat(ToolResult.failure("c1", "no such file").error()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "a/b", "ä", "a\n"})
    void refusesToolNamesThatProvidersRefuse(String name) {
        assertThatThrownBy(() -> new ToolSpec(name, "", Json.EMPTY_OBJECT))
                .hasMessage("not a tool name: '" + name + "'; use 1 to 64 letters, digits, underscores and dashes");
    }

    @Test
    void aToolNameHasAtMost64Characters() {
        assertThat(new ToolSpec("x".repeat(64), "", Json.EMPTY_OBJECT).name()).hasSize(64);
        assertThatThrownBy(() -> new ToolSpec("x".repeat(65), "", Json.EMPTY_OBJECT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

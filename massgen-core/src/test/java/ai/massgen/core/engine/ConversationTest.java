package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final Conversation conversation = new Conversation();
    private final Message.Assistant calling =
            new Message.Assistant("", List.of(new ToolCall("c1", "t", Json.EMPTY_OBJECT)), Optional.empty());

    @Test
    void twoUserMessagesInARowAreJoined() {
        conversation.user("one");
        conversation.user("two");

        assertThat(conversation.messages())
                .containsExactly(new Message.User(List.of(new Part.Text("one"), new Part.Text("two"))));
    }

    @Test
    void aToolCallIsNeverWithoutItsResult() {
        conversation.user("go");

        assertThatThrownBy(() -> conversation.assistant(calling, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 results for 1 tool calls");
    }

    @Test
    void rollingBackForgetsWhatWasSaidSince() {
        conversation.user("one");
        List<Message> mark = conversation.mark();
        conversation.user("two");
        conversation.assistant(calling, List.of(ToolResult.success("c1", "r")));

        conversation.rollBack(mark);

        assertThat(conversation.messages()).isEqualTo(mark);
    }
}

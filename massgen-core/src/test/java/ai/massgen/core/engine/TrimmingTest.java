package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TrimmingTest {
    private static final String LONG = "x".repeat(400);

    private static Message user(String text) {
        return Message.User.of(text);
    }

    private static Message says(String text) {
        return new Message.Assistant(text, List.of(), Optional.of(new ProviderState("o", "m", Json.EMPTY_OBJECT)));
    }

    private static List<Message> exchange(int number) {
        return List.of(
                new Message.Assistant(
                        "", List.of(new ToolCall("c" + number, "look", Json.EMPTY_OBJECT)), Optional.empty()),
                new Message.ToolResults(List.of(ToolResult.success("c" + number, LONG))));
    }

    private static List<Message> conversation(int exchanges) {
        List<Message> messages = new ArrayList<>(List.of(user("first question"), says("first answer"), user("why?")));
        for (int i = 1; i <= exchanges; i++) {
            messages.addAll(exchange(i));
        }
        return messages;
    }

    @Test
    void whatFitsIsLeftAlone() {
        assertThat(Trimming.fit(conversation(5), 2, 10_000)).isEmpty();
    }

    @Test
    void whatIsOldestGoesFirstAndTheQuestionAndTheLastExchangeStay() {
        Trimming.Trimmed trimmed = Trimming.fit(conversation(5), 2, 250).orElseThrow();

        assertThat(texts(trimmed.messages()))
                .containsExactly("user: NOTE why? NOTE", "calls c4", "results c4", "calls c5", "results c5");
        assertThat(trimmed.dropped()).isEqualTo(8);
        assertThat(trimmed.question()).isZero();
        assertThat(Trimming.tokens(trimmed.messages())).isLessThan(Trimming.tokens(conversation(5)));
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(TrimmingTest::text).toList();
    }

    private static String text(Message message) {
        return switch (message) {
            case Message.User user -> {
                StringBuilder all = new StringBuilder("user:");
                user.parts().forEach(part -> all.append(' ').append(((Part.Text) part).text()));
                yield all.toString().replaceAll("\\[\\d+ earlier messages[^]]*]", "NOTE");
            }
            case Message.Assistant assistant ->
                assistant.toolCalls().isEmpty()
                        ? "says " + assistant.text()
                        : "calls " + assistant.toolCalls().getFirst().id();
            case Message.ToolResults results ->
                "results " + results.results().getFirst().callId();
        };
    }

    @Test
    void evenWithoutRoomForAnythingTheQuestionAndTheLastExchangeStay() {
        Trimming.Trimmed trimmed = Trimming.fit(conversation(5), 2, 1).orElseThrow();

        assertThat(trimmed.messages()).hasSize(3);
        assertThat(trimmed.messages().getLast()).isEqualTo(exchange(5).getLast());
    }

    @Test
    void whenNothingCanGoNothingGoes() {
        assertThat(Trimming.fit(List.of(user(LONG)), 0, 1)).isEmpty();
    }

    @Test
    void whatAProviderWantedBackGoesWithWhatCameBefore() {
        List<Message> messages = new ArrayList<>(conversation(3));
        messages.add(says("so far"));
        messages.add(user("go on"));

        assertThat(Trimming.fit(messages, 2, 150).orElseThrow().messages())
                .filteredOn(Message.Assistant.class::isInstance)
                .allSatisfy(message ->
                        assertThat(((Message.Assistant) message).state()).isEmpty());
    }

    /** Random conversations: providers refuse a call without its result, and two of a kind in a row. */
    @RepeatedTest(50)
    void whateverIsLeftIsAConversation(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        List<Message> messages = new ArrayList<>(List.of(user("why?")));
        for (int i = 0; i < 30; i++) {
            if (random.nextInt(3) == 0 && messages.getLast() instanceof Message.ToolResults) {
                messages.add(user("told " + i));
            } else if (random.nextInt(4) == 0) {
                messages.add(says("said " + i));
                messages.add(user("told " + i));
            } else {
                messages.addAll(exchange(i));
            }
        }
        Trimming.fit(messages, 0, random.nextInt(2000)).ifPresent(trimmed -> {
            assertThat(trimmed.messages().getFirst()).isInstanceOf(Message.User.class);
            for (int i = 1; i < trimmed.messages().size(); i++) {
                Message before = trimmed.messages().get(i - 1);
                Message message = trimmed.messages().get(i);
                assertThat(message.getClass()).isNotEqualTo(before.getClass());
                boolean calls = before instanceof Message.Assistant said
                        && !said.toolCalls().isEmpty();
                assertThat(message instanceof Message.ToolResults).isEqualTo(calls);
            }
        });
    }
}

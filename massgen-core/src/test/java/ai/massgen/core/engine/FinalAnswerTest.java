package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.core.answer.AnswerException;
import ai.massgen.core.answer.AnswerSchema;
import ai.massgen.core.cost.Allowance;
import ai.massgen.core.cost.Budget;
import ai.massgen.core.pace.Lane;
import ai.massgen.core.prompt.Sensitivity;
import ai.massgen.core.prompt.Workplace;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Brief;
import ai.massgen.core.protocol.Choice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The form of the final answer, and what goes with the question. */
class FinalAnswerTest {
    private static final Alias ADA = new Alias(1);
    private static final Brief PRESENT = new Brief.Presentation(List.of(), List.of(), ADA);
    private static final AnswerSchema FORM = AnswerSchema.of("{\"type\":\"object\",\"required\":[\"city\"]}");

    private final List<ModelRequest> requests = new ArrayList<>();

    private final class Mouth implements Model {
        private final Deque<String> texts;

        Mouth(String... texts) {
            this.texts = new ArrayDeque<>(List.of(texts));
        }

        @Override
        public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) {
            requests.add(request);
            return ModelReply.builder(StopReason.END).text(texts.removeFirst()).build();
        }

        @Override
        public void close() {}
    }

    private AgentDialogue dialogue(Assignment assignment, Meter meter, String... texts) {
        Persona persona = new Persona(
                ADA,
                Optional.empty(),
                1,
                "where?",
                List.of(),
                Sensitivity.LENIENT,
                Workplace.NONE,
                Long.MAX_VALUE,
                ModelRequest.Timeouts.DEFAULT,
                5,
                assignment);
        ModelCaller caller = new ModelCaller(
                "agent1",
                new Mouth(texts),
                event -> {},
                meter,
                new RetryPolicy(1, Duration.ZERO, Duration.ZERO),
                new SplittableRandom(1),
                duration -> {},
                Lane.FREE);
        return new AgentDialogue(persona, caller, AgentDialogue.Tools.NONE, Memory.empty(), event -> {});
    }

    private static Assignment form(boolean structured) {
        return new Assignment(List.of(), Set.of(), Optional.of(FORM), structured);
    }

    private static void begin(AgentDialogue dialogue, Brief brief) {
        dialogue.begin(dialogue.turns() + 1, brief, () -> false);
    }

    private String present(AgentDialogue dialogue) throws InterruptedException {
        begin(dialogue, PRESENT);
        return dialogue.askUntilPresented();
    }

    private static String lastText(ModelRequest request) {
        Message.User user = (Message.User) request.messages().getLast();
        return ((Part.Text) user.parts().getLast()).text();
    }

    @Test
    void anAnswerWithoutTheFormIsSentBackWithTheReason() throws InterruptedException {
        String answer = present(dialogue(form(false), new Meter(), "It is Köln.", "{}", "{\"city\":\"Köln\"}"));

        assertThat(answer).isEqualTo("{\"city\":\"Köln\"}");
        assertThat(requests).hasSize(3);
        assertThat(lastText(requests.get(1))).contains("not one JSON value").contains("Write the whole answer again");
        assertThat(lastText(requests.get(2))).contains("city");
        assertThat(requests.get(2).messages())
                .as("what was wrong stays in the conversation")
                .filteredOn(Message.Assistant.class::isInstance)
                .hasSize(2);
    }

    @Test
    void thatHappensTwiceAtMost() {
        assertThatThrownBy(() -> present(dialogue(form(false), new Meter(), "a", "b", "c", "{\"city\":\"x\"}")))
                .isInstanceOf(AnswerException.class)
                .hasMessageContaining("does not satisfy the answer schema");
        assertThat(requests).hasSize(3);
    }

    @Test
    void aModelThatCanBeHeldToTheFormIs() throws InterruptedException {
        present(dialogue(form(true), new Meter(), "{\"city\":\"x\"}"));
        assertThat(requests.getLast().outputSchema()).contains(FORM.json());

        present(dialogue(form(false), new Meter(), "{\"city\":\"x\"}"));
        assertThat(requests.getLast().outputSchema()).isEmpty();
    }

    @Test
    void onlyTheFinalAnswerIsHeldToTheForm() throws InterruptedException {
        AgentDialogue dialogue = dialogue(form(true), new Meter(), "let me think");
        begin(dialogue, new Brief.FirstAnswer(false));
        dialogue.askUntilHandedIn();

        assertThat(requests.getLast().outputSchema()).isEmpty();
    }

    @Test
    void attachmentsStandBeforeTheQuestionAndProviderToolsGoWithEveryCall() throws InterruptedException {
        Part.Image picture = new Part.Image("image/png", "AAAA");
        AgentDialogue dialogue = dialogue(
                new Assignment(List.of(picture), Set.of(Capability.WEB_SEARCH), Optional.empty(), false),
                new Meter(),
                "x",
                "y");
        begin(dialogue, new Brief.FirstAnswer(false));
        dialogue.askUntilHandedIn();

        Message.User user = (Message.User) requests.getFirst().messages().getFirst();
        assertThat(user.parts()).hasSize(2).first().isEqualTo(picture);
        assertThat(requests.getFirst().providerTools()).containsExactly(Capability.WEB_SEARCH);

        begin(dialogue, new Brief.Update(1, List.of(), Choice.VOTE_OR_ANSWER));
        dialogue.askUntilHandedIn();
        assertThat(requests.getLast().messages().stream()
                        .filter(Message.User.class::isInstance)
                        .flatMap(message -> ((Message.User) message).parts().stream())
                        .filter(picture::equals))
                .as("the picture is told once")
                .hasSize(1);
    }

    @Test
    void whenTheBudgetIsNearlySpentTheModelIsToldOnce() throws InterruptedException {
        Meter meter = new Meter(
                new Budget(
                        Allowance.UNLIMITED,
                        new Allowance(Optional.empty(), Optional.empty(), Optional.of(10), Optional.empty()),
                        0.1),
                Map.of(),
                InstantSource.system());
        AgentDialogue dialogue = dialogue(Assignment.PLAIN, meter, "x", "y", "z");
        for (int turn = 0; turn < 3; turn++) {
            begin(dialogue, new Brief.FirstAnswer(false));
            dialogue.askUntilHandedIn();
        }

        assertThat(requests.get(0).messages().toString()).doesNotContain("nearly spent");
        assertThat(lastText(requests.get(1))).contains("nearly spent");
        assertThat(requests.get(2).messages().toString().split("nearly spent", -1))
                .hasSize(2);
    }
}

package ai.massgen.core.engine;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.answer.AnswerException;
import ai.massgen.core.answer.AnswerSchema;
import ai.massgen.core.prompt.Notices;
import ai.massgen.core.prompt.Prompts;
import ai.massgen.core.prompt.WorkflowTools;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Answer;
import ai.massgen.core.protocol.Brief;
import ai.massgen.core.protocol.Submission;
import ai.massgen.core.protocol.Verdict;
import ai.massgen.core.tool.Toolbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an agent and its model say to each other over all turns: prompts in, tool rounds in between, a submission or a
 * text out. Used by one thread at a time.
 */
final class AgentDialogue {
    /** How often a final answer without the right form is sent back. */
    private static final int REPROMPTS = 2;

    private final Persona persona;
    private final ModelCaller caller;
    private final Toolbox tools;
    private final Conversation conversation = new Conversation();
    private final TreeSet<Alias> targets = new TreeSet<>();
    private List<Message> mark = List.of();
    private boolean mayAnswer = true;
    private int seenRevision;
    private int turns;

    AgentDialogue(Persona persona, ModelCaller caller, Toolbox tools) {
        this.persona = persona;
        this.caller = caller;
        this.tools = tools;
    }

    /** A reply that goes to the protocol: what it hands in, if anything, and what its other tool calls gave. */
    record Said(ModelReply reply, Optional<Submission> submission, Map<String, ToolResult> results) {}

    static String task(Brief brief) {
        return switch (brief) {
            case Brief.FirstAnswer first -> "first-answer";
            case Brief.Evaluate evaluate -> "evaluate";
            case Brief.Update update -> "update";
            case Brief.Presentation presentation -> "presentation";
        };
    }

    void begin(Brief brief) {
        turns++;
        mark = conversation.mark();
        conversation.user(
                Prompts.user(brief, persona.question(), persona.alias()),
                tellsQuestion(brief) ? persona.assignment().attachments() : List.of());
        switch (brief) {
            case Brief.FirstAnswer first -> mayAnswer = true;
            case Brief.Evaluate evaluate -> see(evaluate.revision(), evaluate.answers(), evaluate.mayAnswer());
            case Brief.Update update -> see(update.revision(), update.news(), update.mayAnswer());
            case Brief.Presentation presentation -> mayAnswer = false;
        }
    }

    private static boolean tellsQuestion(Brief brief) {
        return brief instanceof Brief.FirstAnswer
                || (brief instanceof Brief.Presentation presentation
                        && presentation.answers().isEmpty());
    }

    private void see(int revision, List<Answer> answers, boolean mayAnswerNow) {
        seenRevision = revision;
        answers.forEach(answer -> targets.add(answer.label().author()));
        mayAnswer = mayAnswerNow;
    }

    int seenRevision() {
        return seenRevision;
    }

    int turns() {
        return turns;
    }

    /** Forgets what was said since the turn began, so that the turn can be tried again. */
    void rollBack() {
        conversation.rollBack(mark);
    }

    /** Whether a turn that failed like this may be tried again: only what was cut short after it had begun. */
    boolean mayTryAgain(BackendException failure) {
        return failure.kind() == BackendException.Kind.TRUNCATED;
    }

    /** Asks, runs tools and asks again until the model hands something in or falls silent. */
    Said askUntilHandedIn() throws InterruptedException {
        for (int round = 0; ; round++) {
            ModelReply reply = ask(true, round);
            List<ToolCall> handedIn =
                    reply.toolCalls().stream().filter(Submissions::isWorkflow).toList();
            Map<String, ToolResult> results = runTools(reply);
            if (!handedIn.isEmpty()) {
                return new Said(reply, Optional.of(Submissions.parse(handedIn)), results);
            }
            if (reply.toolCalls().isEmpty() || round > persona.toolRounds()) {
                return new Said(reply, Optional.empty(), results);
            }
            conversation.assistant(reply.toMessage(), inOrder(reply, results));
        }
    }

    /** Asks, runs tools and asks again until the model says something without calling a tool. */
    String askUntilSaid() throws InterruptedException {
        for (int round = 0; ; round++) {
            ModelReply reply = ask(false, round);
            if (reply.toolCalls().isEmpty() || round > persona.toolRounds()) {
                note(reply);
                return reply.text();
            }
            conversation.assistant(reply.toMessage(), inOrder(reply, runTools(reply)));
        }
    }

    /** Asks for the final answer, a few times if it does not have the form that it must have. */
    String askUntilPresented() throws InterruptedException {
        for (int tries = 1; ; tries++) {
            String text = askUntilSaid();
            List<String> problems = persona.assignment()
                    .form()
                    .map(form -> problems(form, text))
                    .orElse(List.of());
            if (problems.isEmpty()) {
                return text;
            }
            if (tries > REPROMPTS) {
                throw new AnswerException(problems);
            }
            conversation.user(Notices.wrongForm(problems));
        }
    }

    private static List<String> problems(AnswerSchema form, String text) {
        return switch (form.read(text)) {
            case AnswerSchema.Reading.Valid valid -> List.of();
            case AnswerSchema.Reading.Invalid invalid -> invalid.problems();
        };
    }

    private ModelReply ask(boolean workflow, int round) throws InterruptedException {
        if (caller.hurries()) {
            conversation.user(Notices.nearlySpent());
        }
        List<ToolSpec> offered = new ArrayList<>();
        if (workflow && mayAnswer) {
            offered.add(WorkflowTools.NEW_ANSWER);
        }
        if (workflow && !targets.isEmpty()) {
            offered.add(WorkflowTools.vote(List.copyOf(targets)));
        }
        List<ToolSpec> external = tools.specs();
        if (round < persona.toolRounds()) {
            offered.addAll(external);
        }
        return caller.call(key -> request(key, offered, !external.isEmpty(), workflow));
    }

    private ModelRequest request(CallKey key, List<ToolSpec> offered, boolean hasTools, boolean workflow) {
        Assignment assignment = persona.assignment();
        ModelRequest.Builder request = ModelRequest.builder(key, conversation.messages())
                .system(persona.systemText(hasTools, tools.notices()))
                .tools(offered)
                .providerTools(assignment.providerTools())
                .timeouts(persona.timeouts());
        if (!workflow && assignment.structured()) {
            assignment.form().ifPresent(form -> request.outputSchema(form.json()));
        }
        return request.build();
    }

    private void note(ModelReply reply) {
        if (!reply.text().isBlank() && reply.toolCalls().isEmpty()) {
            conversation.assistant(reply.toMessage(), List.of());
        }
    }

    private Map<String, ToolResult> runTools(ModelReply reply) throws InterruptedException {
        List<ToolCall> external = reply.toolCalls().stream()
                .filter(call -> !Submissions.isWorkflow(call))
                .toList();
        return external.isEmpty() ? Map.of() : ToolRound.run(tools, external);
    }

    private static List<ToolResult> inOrder(ModelReply reply, Map<String, ToolResult> results) {
        return reply.toolCalls().stream()
                .map(call -> results.getOrDefault(call.id(), ToolResult.failure(call.id(), "not run")))
                .toList();
    }

    /** Tells the model what became of what it handed in. */
    void conclude(Said said, Verdict verdict) {
        String answer = switch (verdict) {
            case Verdict.Accepted accepted -> "Recorded.";
            case Verdict.Rejected rejected -> Prompts.rejected(rejected);
            case Verdict.Superseded superseded -> {
                see(superseded.revision(), superseded.news(), mayAnswer);
                yield Prompts.superseded(superseded);
            }
            case Verdict.Withdrawn withdrawn -> withdrawn.reason();
        };
        if (said.reply().toolCalls().isEmpty()) {
            note(said.reply());
            conversation.user(answer);
            return;
        }
        boolean failed = !(verdict instanceof Verdict.Accepted);
        Map<String, ToolResult> results = new HashMap<>(said.results());
        for (ToolCall call : said.reply().toolCalls()) {
            if (Submissions.isWorkflow(call)) {
                results.put(
                        call.id(),
                        failed ? ToolResult.failure(call.id(), answer) : ToolResult.success(call.id(), answer));
            }
        }
        conversation.assistant(said.reply().toMessage(), inOrder(said.reply(), results));
        if (said.submission().isEmpty()) {
            conversation.user(answer);
        }
    }
}

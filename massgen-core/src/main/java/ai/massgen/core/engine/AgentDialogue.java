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
import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.prompt.Notices;
import ai.massgen.core.prompt.Prompts;
import ai.massgen.core.protocol.Brief;
import ai.massgen.core.protocol.Judgement;
import ai.massgen.core.protocol.Submission;
import ai.massgen.core.protocol.Verdict;
import ai.massgen.core.tool.Toolbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * What an agent and its model say to each other over all turns: prompts in, tool rounds in between, a submission, a text or
 * a judgement out. Used by one thread at a time.
 */
final class AgentDialogue {
    private static final int MOST_OVERFLOWS = 3;
    /** How often a final answer without the right form is sent back. */
    private static final int REPROMPTS = 2;

    private static final String CLOSED = "This tool is closed: time is nearly up. End your turn now.";

    private final Persona persona;
    private final ModelCaller caller;
    private final Tools tools;
    private final Memory memory;
    private final EventSink events;
    private final Conversation conversation = new Conversation();
    private final Ballot ballot = new Ballot();
    private final ContextWindow window;
    private List<Message> mark = List.of();
    private Toolbox toolbox;
    private int number;
    private int questionMark;
    private int turns;
    private BooleanSupplier hurry = () -> false;
    private boolean hurryTold;
    private boolean presenting;

    /**
     * A dialogue that has not begun.
     *
     * @param persona who the agent is
     * @param caller asks its model
     * @param tools its tools, before and in the presentation
     * @param memory what was said before the run was resumed
     * @param events where it is told what the model is told besides
     */
    AgentDialogue(Persona persona, ModelCaller caller, Tools tools, Memory memory, EventSink events) {
        persona.history().forEach(exchange -> {
            conversation.user(exchange.question());
            conversation.assistant(new Message.Assistant(exchange.answer(), List.of(), Optional.empty()), List.of());
        });
        this.window = new ContextWindow(persona.alias().toString(), conversation, persona.context(), events);
        this.persona = persona;
        this.caller = caller;
        this.tools = tools;
        this.toolbox = tools.coordination();
        this.memory = memory;
        this.events = events;
    }

    /**
     * The tools of an agent: in the presentation they may see and do more.
     *
     * @param coordination before the presentation, and while it judges
     * @param presentation in it
     */
    record Tools(Toolbox coordination, Toolbox presentation) {
        static final Tools NONE = new Tools(Toolbox.EMPTY, Toolbox.EMPTY);
    }

    /** A reply that goes to the protocol: what it hands in, if anything, and what its other tool calls gave. */
    record Said(ModelReply reply, Optional<Submission> submission, Map<String, ToolResult> results) {}

    static String task(Brief brief) {
        return switch (brief) {
            case Brief.FirstAnswer first -> "first-answer";
            case Brief.Evaluate evaluate -> "evaluate";
            case Brief.Update update -> "update";
            case Brief.Retry retry -> "retry";
            case Brief.Presentation presentation -> "presentation";
            case Brief.Judge judge -> "judgement";
        };
    }

    /** The rehearsal is over: from now on the model is asked what memory does not hold. */
    void wake() {
        memory.wake();
    }

    /** Whether a turn was begun before the run was resumed. */
    boolean remembers(int number, Brief brief) {
        return memory.knows(number, task(brief));
    }

    /**
     * Begins a turn.
     *
     * @param number its number
     * @param brief what the agent is asked to do
     * @param toHurry whether it has to be told that the run is coming to its end; asked before each call
     */
    void begin(int number, Brief brief, BooleanSupplier toHurry) {
        memory.begin(number, task(brief));
        this.number = number;
        turns++;
        hurry = toHurry;
        hurryTold = false;
        presenting = brief instanceof Brief.Presentation;
        toolbox = presenting ? tools.presentation() : tools.coordination();
        mark = conversation.mark();
        questionMark = window.question();
        conversation.user(
                Prompts.user(brief, persona.question(), persona.alias(), persona.workplace()),
                tellsQuestion(brief) ? persona.assignment().attachments() : List.of());
        ballot.begin(brief);
    }

    private static boolean tellsQuestion(Brief brief) {
        return brief instanceof Brief.FirstAnswer
                || (brief instanceof Brief.Presentation presentation
                        && presentation.answers().isEmpty());
    }

    int seenRevision() {
        return ballot.seenRevision();
    }

    int turns() {
        return turns;
    }

    /** Forgets what was said since the turn began, so that the turn can be tried again. */
    void rollBack() {
        conversation.rollBack(mark);
        window.rolledBack(questionMark);
    }

    /** Whether a turn that failed like this may be tried again: only if a reply was cut short after it had begun. */
    boolean mayTryAgain(BackendException failure) {
        return failure.kind() == BackendException.Kind.TRUNCATED && caller.wasHeard();
    }

    /** Asks, runs tools and asks again until the model hands something in or falls silent. */
    Said askUntilHandedIn() throws InterruptedException {
        for (int round = 0; ; round++) {
            ModelReply reply = ask(round);
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
            ModelReply reply = ask(round);
            if (reply.toolCalls().isEmpty()) {
                note(reply);
                return reply.text();
            }
            if (round > persona.toolRounds()) {
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

    /** Asks, runs tools and asks again until the model judges; empty if it does not. */
    Optional<Judgement> askUntilJudged() throws InterruptedException {
        for (int round = 0; ; round++) {
            ModelReply reply = ask(round);
            Optional<Judgement> judgement = Submissions.judgement(reply.toolCalls());
            Map<String, ToolResult> results = runTools(reply);
            if (judgement.isPresent()) {
                conversation.assistant(reply.toMessage(), concluded(reply, results, "Recorded.", false));
                return judgement;
            }
            if (reply.toolCalls().isEmpty() || round > persona.toolRounds()) {
                note(reply);
                return Optional.empty();
            }
            conversation.assistant(reply.toMessage(), inOrder(reply, results));
        }
    }

    private ModelReply ask(int round) throws InterruptedException {
        for (int overflows = 0; ; overflows++) {
            sayHurry();
            sayThrift();
            window.trim(memory.budget());
            if (memory.overflowed()) {
                continue;
            }
            Optional<ModelReply> recalled = memory.reply();
            if (recalled.isPresent()) {
                return recalled.get();
            }
            try {
                return askAnew(round);
            } catch (BackendException e) {
                if (e.kind() != BackendException.Kind.CONTEXT_OVERFLOW
                        || overflows >= MOST_OVERFLOWS
                        || !window.shrink()) {
                    throw e;
                }
            }
        }
    }

    private void sayHurry() {
        boolean recalled = memory.hurried();
        if (!hurryTold && (hurry.getAsBoolean() || recalled)) {
            if (!recalled) {
                events.publish(
                        new CourseEvent.TurnHurried(persona.alias().toString(), number, CourseEvent.TurnHurried.TIME));
            }
            conversation.user(Prompts.hurry());
            hurryTold = true;
        }
    }

    private void sayThrift() {
        boolean recalled = memory.thrifty();
        if (recalled || (!memory.rehearsing() && caller.hurries())) {
            if (recalled) {
                caller.hurried();
            } else {
                events.publish(new CourseEvent.TurnHurried(
                        persona.alias().toString(), number, CourseEvent.TurnHurried.BUDGET));
            }
            conversation.user(Notices.nearlySpent());
        }
    }

    private ModelReply askAnew(int round) throws InterruptedException {
        List<ToolSpec> offered = new ArrayList<>(ballot.tools());
        List<ToolSpec> external = toolbox.specs();
        if (round < persona.toolRounds() && !hurryTold) {
            offered.addAll(external);
        }
        return caller.call(key -> request(key, offered, !external.isEmpty()));
    }

    private ModelRequest request(CallKey key, List<ToolSpec> offered, boolean hasTools) {
        Assignment assignment = persona.assignment();
        ModelRequest.Builder request = ModelRequest.builder(key, conversation.messages())
                .system(persona.systemText(hasTools, toolbox.notices()))
                .tools(offered)
                .providerTools(assignment.providerTools())
                .timeouts(persona.timeouts());
        if (presenting && assignment.structured()) {
            assignment.form().ifPresent(form -> request.outputSchema(form.json()));
        }
        return request.build();
    }

    private Map<String, ToolResult> runTools(ModelReply reply) throws InterruptedException {
        List<ToolCall> calls = reply.toolCalls().stream()
                .filter(call -> !Submissions.isWorkflow(call))
                .toList();
        if (hurryTold) {
            return calls.stream()
                    .collect(Collectors.toMap(
                            ToolCall::id, call -> ToolResult.failure(call.id(), CLOSED), (one, other) -> one));
        }
        // who has no tools is told so, and nobody writes that down
        Map<String, ToolResult> results = Toolbox.EMPTY.equals(toolbox)
                ? new HashMap<>()
                : memory.results(calls.stream().map(ToolCall::id).toList());
        List<ToolCall> open =
                calls.stream().filter(call -> !results.containsKey(call.id())).toList();
        if (!open.isEmpty()) {
            results.putAll(ToolRound.run(toolbox, open));
        }
        return results;
    }

    private static List<ToolResult> inOrder(ModelReply reply, Map<String, ToolResult> results) {
        return reply.toolCalls().stream()
                .map(call -> results.getOrDefault(call.id(), ToolResult.failure(call.id(), "not run")))
                .toList();
    }

    private void note(ModelReply reply) {
        if (!reply.text().isBlank() && reply.toolCalls().isEmpty()) {
            conversation.assistant(reply.toMessage(), List.of());
        }
    }

    /** Tells the model what became of what it handed in. */
    void conclude(Said said, Verdict verdict) {
        String answer = switch (verdict) {
            case Verdict.Accepted accepted -> "Recorded.";
            case Verdict.Rejected rejected -> Prompts.rejected(rejected);
            case Verdict.Superseded superseded -> {
                ballot.see(superseded.revision(), superseded.news());
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
        conversation.assistant(said.reply().toMessage(), concluded(said.reply(), said.results(), answer, failed));
        if (said.submission().isEmpty()) {
            conversation.user(answer);
        }
    }

    private static List<ToolResult> concluded(
            ModelReply reply, Map<String, ToolResult> external, String answer, boolean failed) {
        Map<String, ToolResult> results = new HashMap<>(external);
        reply.toolCalls().stream()
                .filter(Submissions::isWorkflow)
                .forEach(call -> results.put(
                        call.id(),
                        failed ? ToolResult.failure(call.id(), answer) : ToolResult.success(call.id(), answer)));
        return inOrder(reply, results);
    }
}

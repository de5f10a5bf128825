package ai.massgen.cli;

import ai.massgen.core.MassGen;
import ai.massgen.core.Question;
import ai.massgen.core.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Asks the configured agents a question. */
@Command(name = "run", description = "Ask the configured agents a question.", sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private final Context context;

    @ParentCommand
    private RootCommand root = new RootCommand();

    @Parameters(
            arity = "0..*",
            paramLabel = "QUESTION",
            description = "The question, in quotes. '-' or nothing: read it from standard input.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private AskOptions options = new AskOptions();

    @Option(names = "--json", description = "Write the events of the run to standard output, a JSON object a line.")
    private boolean json;

    @Option(
            names = "--attach",
            paramLabel = "FILE",
            description = "A file that goes with the question: a picture, PDF or text. May be given several times.")
    private List<Path> attachments = new ArrayList<>();

    @Option(
            names = "--answer-schema",
            paramLabel = "FILE",
            description =
                    "The JSON Schema that the answer has to satisfy, instead of answer_schema in the configuration.")
    private Optional<Path> answerSchema = Optional.empty();

    RunCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Question question = attached(new QuestionSource(context.terminal()).question(words));
        Output output = new Output(json, root.colorWanted());
        Person person = new Person(context.terminal());
        MassGen.Builder builder = options.builder(context, person);
        answerSchema.ifPresent(builder::answerSchema);
        try (MassGen massgen = builder.build();
                Session session = options.session(massgen)) {
            return new Asking(context, output)
                    .ask(session, question, person.undisturbed(output.listener(context.terminal())));
        }
    }

    private Question attached(String text) {
        List<Path> files = attachments.stream()
                .map(context.terminal().workingDirectory()::resolve)
                .toList();
        return new Question(text, files, List.of());
    }
}

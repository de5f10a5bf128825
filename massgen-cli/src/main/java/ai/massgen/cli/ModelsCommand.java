package ai.massgen.cli;

import ai.massgen.api.backend.ModelInfo;
import ai.massgen.core.Offers.Offer;
import ai.massgen.core.Offers.OfferedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the models that can be had. */
@Command(
        name = "models",
        description =
                "List the models that can be had here, with prices, sizes and last days: those of providers that are"
                        + " configured or whose keys are set, and those on this machine.")
final class ModelsCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "BACKEND", description = "The backend to ask. Without: all.")
    private Optional<String> backend = Optional.empty();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration whose agents are asked too. Without: the one that massgen run would use.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--offline", description = "Ask nobody: tell what the plugins know.")
    private boolean offline;

    @Option(names = "--json", description = "Write a JSON object a line, for each model.")
    private boolean json;

    ModelsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Optional<Path> file = config.map(
                        named -> context.terminal().workingDirectory().resolve(named))
                .or(context.installation()::config);
        Thread asking = Thread.currentThread();
        List<Offer> offers = context.cancellation()
                .during(asking::interrupt, () -> context.installation().offers().models(backend, file, offline));
        offers.forEach(json ? this::program : this::people);
        if (offers.isEmpty() && !json) {
            Prose.on(context.terminal())
                    .write("There is nothing to ask: no key is set, and no model server runs on this machine. massgen"
                            + " backends lists the keys; massgen models --offline tells what the plugins know.");
        }
        boolean failed = offers.stream().anyMatch(offer -> offer.failure().isPresent());
        return (failed ? ExitCode.BACKEND : ExitCode.OK).code();
    }

    private void program(Offer offer) {
        offer.models()
                .forEach(each -> context.terminal().out().print(each.json().text() + "\n"));
        offer.failure()
                .ifPresent(failure ->
                        context.failures().report(failure.code(), offer.backend() + ": " + failure.getMessage()));
    }

    private void people(Offer offer) {
        Prose prose = Prose.on(context.terminal());
        prose.write(offer.backend() + ", " + offer.from());
        offer.failure()
                .ifPresent(
                        failure -> prose.write("  not known: " + failure.getMessage() + " [" + failure.code() + "]"));
        if (offer.failure().isEmpty() && offer.models().isEmpty()) {
            prose.write("  no list of models");
        }
        offer.models().forEach(each -> prose.write("  " + line(each)));
        prose.write("");
    }

    private static String line(OfferedModel offered) {
        ModelInfo model = offered.model();
        StringBuilder line = new StringBuilder(model.id());
        line.append(": ").append(ModelWords.price(model));
        ModelWords.sizes(model).ifPresent(sizes -> line.append("; ").append(sizes));
        model.description().ifPresent(text -> line.append("; ").append(text));
        offered.warning().ifPresent(warning -> line.append("; WARNING: it ").append(warning));
        return line.toString();
    }
}

package ai.massgen.core.plan;

import ai.massgen.api.backend.Price;
import ai.massgen.core.answer.AnswerSchema;
import ai.massgen.core.config.AllowanceConfig;
import ai.massgen.core.config.BudgetConfig;
import ai.massgen.core.config.ConfigException;
import ai.massgen.core.config.ConfigFiles;
import ai.massgen.core.config.ConfigPath;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.config.PriceConfig;
import ai.massgen.core.config.PriceFile;
import ai.massgen.core.cost.Allowance;
import ai.massgen.core.cost.Budget;
import ai.massgen.core.cost.Prices;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Plans what a run may spend and what form its answer has: reads the files that the configuration names for that. */
final class SpendingPlanner {
    private final LoadedConfig loaded;
    private final TextFiles files;
    private final Findings findings;

    SpendingPlanner(LoadedConfig loaded, TextFiles files, Findings findings) {
        this.loaded = loaded;
        this.files = files;
        this.findings = findings;
    }

    Spending spending() {
        Map<String, Price> prices = new LinkedHashMap<>();
        loaded.config().prices().forEach((name, price) -> prices.put(name, price(price)));
        loaded.config()
                .pricesFile()
                .flatMap(this::priceFile)
                .ifPresent(file -> file.prices().forEach((name, price) -> prices.putIfAbsent(name, price(price))));
        return new Spending(budget(loaded.config().budget()), new Prices(prices));
    }

    private static Price price(PriceConfig config) {
        BigDecimal input = BigDecimal.valueOf(config.input());
        return new Price(
                input,
                BigDecimal.valueOf(config.output()),
                config.cachedInput().map(BigDecimal::valueOf).orElse(input),
                config.cacheWrite().map(BigDecimal::valueOf).orElse(input));
    }

    private static Budget budget(BudgetConfig config) {
        AllowanceConfig agent = config.agent();
        return new Budget(
                new Allowance(config.tokens(), config.cost().map(BigDecimal::valueOf), config.calls(), config.time()),
                new Allowance(agent.tokens(), agent.cost().map(BigDecimal::valueOf), agent.calls(), agent.time()),
                config.soft());
    }

    private Optional<PriceFile> priceFile(Path file) {
        ConfigPath path = ConfigPath.of("prices_file");
        Optional<String> text = text(file, path);
        try {
            return text.map(each -> PriceFile.read(file.toString(), each));
        } catch (ConfigException e) {
            findings.problem(path, "names a file that cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    Optional<AnswerSchema> answerSchema(Optional<Path> instead) {
        ConfigPath path = ConfigPath.of("answer_schema");
        Optional<Path> file = instead.or(() -> loaded.config().answerSchema());
        Optional<String> text = file.flatMap(each -> text(each, path));
        try {
            return text.map(AnswerSchema::of);
        } catch (IllegalArgumentException e) {
            findings.problem(path, "names a file that " + e.getMessage(), "give a JSON Schema (2020-12)");
            return Optional.empty();
        }
    }

    private Optional<String> text(Path file, ConfigPath path) {
        try {
            return Optional.of(files.read(loaded.baseDirectory().resolve(file).normalize()));
        } catch (IOException e) {
            findings.problem(path, "names a file that " + ConfigFiles.reason(e) + ": " + file);
            return Optional.empty();
        }
    }
}

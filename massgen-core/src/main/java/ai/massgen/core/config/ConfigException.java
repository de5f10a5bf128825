package ai.massgen.core.config;

import ai.massgen.api.MassGenException;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong with it. */
public final class ConfigException extends MassGenException {
    /** The error id. */
    public static final String CODE = "config.invalid";

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Creates an exception.
     *
     * @param problems what is wrong, in the order of the file; at least one
     * @throws IllegalArgumentException if there is no problem
     */
    public ConfigException(List<Problem> problems) {
        super(CODE, text(problems), null);
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong.
     *
     * @return the problems, in the order of the file
     */
    public List<Problem> problems() {
        return problems;
    }

    private static String text(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a configuration without problems is not invalid");
        }
        if (problems.size() == 1) {
            return problems.get(0).toString();
        }
        return problems.stream()
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining("", problems.size() + " problems:", ""));
    }
}

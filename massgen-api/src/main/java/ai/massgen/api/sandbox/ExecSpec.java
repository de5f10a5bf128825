package ai.massgen.api.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A further program to run where a process runs already. It runs as that process's user, without a terminal and locked in
 * like it: nothing here asks for more. Immutable.
 *
 * @param command the program and its arguments, at least the program
 * @param environment variables besides those of the container; no secrets, since engines show them
 * @param workingDirectory an absolute path inside the container, if not where the first process started
 */
public record ExecSpec(List<String> command, Map<String, String> environment, Optional<String> workingDirectory) {
    /**
     * Copies the collections and checks names.
     *
     * @throws IllegalArgumentException if the command is empty, a variable's name is not of the allowed form, or the
     *     working directory is not absolute
     */
    public ExecSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        if (command.isEmpty() || command.getFirst().isEmpty()) {
            throw new IllegalArgumentException("no program to run");
        }
        environment.keySet().forEach(ProcessSpec::checkVariable);
        workingDirectory.filter(path -> !path.startsWith("/")).ifPresent(path -> {
            throw new IllegalArgumentException("not an absolute path: '" + path + "'");
        });
    }

    /**
     * A program with the container's own environment and folder.
     *
     * @param command the program and its arguments
     * @return a specification
     * @throws IllegalArgumentException if the command is empty
     */
    public static ExecSpec of(List<String> command) {
        return new ExecSpec(command, Map.of(), Optional.empty());
    }
}

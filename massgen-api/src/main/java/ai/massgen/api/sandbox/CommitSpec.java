package ai.massgen.api.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The image to make of what a container holds. Everything that is not said here is as in the image that the container was
 * started from. Immutable.
 *
 * @param reference the image's name, with a tag and without a digest
 * @param entrypoint what containers of the image run: an absolute path to a program that the container holds, and arguments
 * @param environment variables of the image
 * @param user who containers of the image run as
 * @param labels labels of the image
 */
public record CommitSpec(
        String reference,
        List<String> entrypoint,
        Map<String, String> environment,
        RunAs.Ids user,
        Map<String, String> labels) {
    /** Engines take some of this as lines of a build file, where these characters mean something. */
    private static final Pattern PLAIN = Pattern.compile("[^\\p{Cntrl}\"'\\\\$`]*+");

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]++(?:[.-][a-z0-9]++)*+");

    /**
     * Copies the collections and checks the forms.
     *
     * @throws IllegalArgumentException if the reference is no name with a tag, the program is no absolute path, or a text
     *     has quotes, backslashes, dollar signs or control characters
     */
    public CommitSpec {
        entrypoint = List.copyOf(entrypoint);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(user, "user");
        labels = Map.copyOf(labels);
        if (new ImageSource.Reference(reference, ImageSource.Pull.NEVER).pinned()
                || reference.lastIndexOf(':') <= reference.lastIndexOf('/')) {
            throw new IllegalArgumentException("not a name with a tag: '" + reference + "'");
        }
        if (entrypoint.isEmpty() || !entrypoint.getFirst().startsWith("/")) {
            throw new IllegalArgumentException("the program of an image needs an absolute path");
        }
        environment.keySet().forEach(ProcessSpec::checkVariable);
        labels.keySet().stream().filter(name -> !LABEL.matcher(name).matches()).forEach(name -> {
            throw new IllegalArgumentException("not a label: '" + name + "'");
        });
        entrypoint.forEach(CommitSpec::checkPlain);
        environment.values().forEach(CommitSpec::checkPlain);
        labels.values().forEach(CommitSpec::checkPlain);
    }

    private static void checkPlain(String text) {
        if (!PLAIN.matcher(text).matches()) {
            throw new IllegalArgumentException("not a plain text: '" + text + "'");
        }
    }
}

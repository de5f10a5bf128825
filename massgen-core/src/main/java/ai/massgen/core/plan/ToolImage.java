package ai.massgen.core.plan;

import ai.massgen.api.sandbox.ImageSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Where the image of a tool comes from. Immutable. */
public sealed interface ToolImage {
    /**
     * The image as the configuration names it.
     *
     * @return a text for people and for pins
     */
    String words();

    /**
     * The image and how it is had.
     *
     * @return a text for people
     */
    String explained();

    /**
     * An image that somebody else has made.
     *
     * @param source where it comes from
     */
    record Named(ImageSource source) implements ToolImage {
        /** Checks for null. */
        public Named {
            Objects.requireNonNull(source, "source");
        }

        @Override
        public String words() {
            return switch (source) {
                case ImageSource.Reference reference -> reference.reference();
            };
        }

        @Override
        public String explained() {
            return switch (source) {
                case ImageSource.Reference reference -> reference.reference() + ", " + pull(reference);
            };
        }
    }

    private static String pull(ImageSource.Reference reference) {
        return "pull " + reference.pull().name().toLowerCase(Locale.ROOT);
    }

    /**
     * An image that is built of a package.
     *
     * @param recipe the package, and what it is built with
     */
    record Built(PackageRecipe recipe) implements ToolImage {
        /** What runs the package's own command, in every image that is built. */
        public static final String PROGRAM = "/opt/mcp/run";

        /** Checks for null. */
        public Built {
            Objects.requireNonNull(recipe, "recipe");
        }

        @Override
        public String words() {
            return recipe.words();
        }

        @Override
        public String explained() {
            return recipe.words() + ", built once on " + recipe.base().reference() + ", " + pull(recipe.base());
        }

        /**
         * The command line of a server.
         *
         * @param command what the configuration says, empty for the package's own
         * @param arguments arguments of the package's own
         * @return the command line
         */
        public static List<String> command(List<String> command, List<String> arguments) {
            if (!command.isEmpty()) {
                return command;
            }
            return Stream.concat(Stream.of(PROGRAM), arguments.stream()).toList();
        }
    }
}

package ai.massgen.core.plan;

import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.Network;
import ai.massgen.core.config.ToolConfig;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An MCP server that is a package of npm or PyPI, and what its image is built with. Immutable.
 *
 * @param kind where the package is from
 * @param name its name
 * @param version its exact version
 * @param base the image it is installed on
 * @param authorities certificates, in PEM, of authorities that the package manager trusts besides its own
 * @param network what installing it reaches
 * @param timeout how long installing it may take
 * @param runtime the OCI runtime to build on; empty for the engine's default
 */
public record PackageRecipe(
        Kind kind,
        String name,
        String version,
        ImageSource.Reference base,
        Optional<String> authorities,
        Network network,
        Duration timeout,
        Optional<String> runtime) {
    /** Where a package is from. */
    public enum Kind {
        /** From npm, for Node.js. */
        NPX(ToolConfig.NPX, "@"),
        /** From PyPI, for Python. */
        UVX(ToolConfig.UVX, "==");

        private final Pattern form;
        private final String separator;

        Kind(String form, String separator) {
            this.form = Pattern.compile(form);
            this.separator = separator;
        }

        /**
         * As users write it.
         *
         * @return {@code npx} or {@code uvx}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks the package.
     *
     * @throws IllegalArgumentException if it is no name with an exact version
     */
    public PackageRecipe {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(authorities, "authorities");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(runtime, "runtime");
        String both = name + kind.separator + version;
        if (!kind.form.matcher(both).matches()) {
            throw new IllegalArgumentException("not a package with an exact version: '" + both + "'");
        }
    }

    /**
     * Reads what users write.
     *
     * @param kind where the package is from
     * @param text name and version, such as {@code @scope/name@1.2.3} or {@code name==1.2.3}
     * @param base the image it is installed on
     * @param authorities certificates, in PEM, of further authorities
     * @param network what installing it reaches
     * @param timeout how long installing it may take
     * @param runtime the OCI runtime to build on; empty for the engine's default
     * @return the recipe
     * @throws IllegalArgumentException if the text is no name with an exact version
     */
    public static PackageRecipe of(
            Kind kind,
            String text,
            ImageSource.Reference base,
            Optional<String> authorities,
            Network network,
            Duration timeout,
            Optional<String> runtime) {
        int at = text.lastIndexOf(kind.separator);
        if (at < 0) {
            throw new IllegalArgumentException("not a package with an exact version: '" + text + "'");
        }
        return new PackageRecipe(
                kind,
                text.substring(0, at),
                text.substring(at + kind.separator.length()),
                base,
                authorities,
                network,
                timeout,
                runtime);
    }

    /**
     * The package as users write it.
     *
     * @return for example {@code npx @scope/name@1.2.3}
     */
    public String words() {
        return kind.word() + " " + name + kind.separator + version;
    }
}

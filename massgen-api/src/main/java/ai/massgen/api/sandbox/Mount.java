package ai.massgen.api.sandbox;

import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A folder or file of this machine that a process may see. Immutable. Whether the source may be mounted at all is
 * decided by the engine before a specification is made.
 *
 * @param source an absolute, normalised path with its links resolved
 * @param target an absolute path inside the container, without {@code .} and {@code ..}
 * @param access what the process may do with it
 */
public record Mount(Path source, String target, Access access) {
    /** What Linux takes as a path. Also keeps the pattern below from running out of stack. */
    private static final int LONGEST = 4095;

    private static final Pattern TARGET =
            Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[^/\\p{Cntrl}\\x{80}-\\x{9f}:,]++)++");

    /** What a process may do with a mount. */
    public enum Access {
        /** Read only: the default. */
        READ_ONLY,
        /** Read and write. */
        READ_WRITE
    }

    /**
     * Checks the paths.
     *
     * @throws IllegalArgumentException if one is not absolute and plain
     */
    public Mount {
        Objects.requireNonNull(access, "access");
        if (!source.isAbsolute() || !source.equals(source.normalize())) {
            throw new IllegalArgumentException("mount source is not an absolute, normalised path: '" + source + "'");
        }
        if (target.length() > LONGEST || !TARGET.matcher(target).matches()) {
            throw new IllegalArgumentException(
                    "mount target is not a plain absolute path: '" + target + "'; write for example /workspace");
        }
    }
}

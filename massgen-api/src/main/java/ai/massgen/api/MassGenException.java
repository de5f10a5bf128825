package ai.massgen.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything MassGen throws on purpose. Anything else that escapes is a bug.
 *
 * <p>A message says what happened, where, and what to do about it, and never contains a secret.
 */
public abstract class MassGenException extends RuntimeException {
    private static final Pattern CODE = Pattern.compile("[a-z]+\\.[a-z0-9]+(-[a-z0-9]+)*");
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Creates an exception.
     *
     * @param code the error id such as {@code sandbox.not-enforced}; a heading of {@code docs/errors.md}
     * @param message what happened, where, and what to do
     * @param cause the cause, or null
     * @throws IllegalArgumentException if the code is not of the form {@code area.some-words}
     */
    protected MassGenException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("not an error id: '" + code + "'; use area.some-words");
        }
        this.code = code;
    }

    /**
     * The error id.
     *
     * @return an id such as {@code sandbox.not-enforced}, stable over releases
     */
    public final String code() {
        return code;
    }
}

package ai.massgen.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The largest allowed value of a numeric, {@link java.time.Duration} or {@link ByteSize} component, inclusive, or the
 * largest number of elements of a List or Map.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Max {
    /**
     * The bound in YAML notation.
     *
     * @return for example {@code 64}, {@code 2.0}, {@code 24h} or {@code 8GiB}
     */
    String value();
}

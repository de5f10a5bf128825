package ai.massgen.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The smallest allowed value of a numeric, {@link java.time.Duration} or {@link ByteSize} component, inclusive, or the
 * smallest number of elements of a List or Map.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Min {
    /**
     * The bound in YAML notation.
     *
     * @return for example {@code 1}, {@code 0.5}, {@code 100ms} or {@code 6MiB}
     */
    String value();
}

package ai.massgen.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a configuration component that the user leaves out, written as it would be written in YAML.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Default {
    /**
     * The value in YAML notation, for example {@code 60s}, {@code true} or {@code 256MiB}.
     *
     * @return the default value
     */
    String value();
}

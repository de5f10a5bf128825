package ai.massgen.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One sentence about a configuration component, or about an argument of a tool. It becomes the description in the JSON
 * Schema and in error messages.
 */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Doc {
    /**
     * The sentence.
     *
     * @return the text, without mark-up
     */
    String value();
}

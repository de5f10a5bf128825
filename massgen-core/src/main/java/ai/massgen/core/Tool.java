package ai.massgen.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method a tool that agents can call: {@link MassGen.Builder#toolsOf}. Its arguments are the components of its only
 * parameter, a record, or its parameters themselves; then their names have to be in the class file ({@code javac
 * -parameters}). {@link ai.massgen.api.config.Doc} describes one to the model. What it returns is what the model reads: a
 * text as it is, everything else as JSON. What it throws is an error that the model reads.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Tool {
    /**
     * What the tool does, for the model.
     *
     * @return a sentence or two
     */
    String value();

    /**
     * The tool's name.
     *
     * @return a name as {@link JavaTool} takes it; the method's if empty
     */
    String name() default "";

    /**
     * How long one call may take; then its thread is interrupted.
     *
     * @return seconds, at least 1
     */
    int seconds() default 60;

    /**
     * Whether the tool changes nothing, so that it may run before the presentation if {@code coordination.planning} is on.
     *
     * @return whether it changes nothing
     */
    boolean readOnly() default false;
}

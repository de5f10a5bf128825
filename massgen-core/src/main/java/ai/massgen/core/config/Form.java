package ai.massgen.core.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The form of a text component, of the elements of a list of texts, or of the keys of a map. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
@interface Form {
    /** A regular expression, in the part of the syntax that Java and ECMAScript share, for the whole text. */
    String value();

    /** What is expected, for messages: "a name such as files". */
    String says();
}

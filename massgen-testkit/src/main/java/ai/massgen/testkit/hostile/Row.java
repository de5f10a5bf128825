package ai.massgen.testkit.hostile;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says which attacks a test is about. When the test runs, a line with its outcome goes to {@code target/hostile}. A test
 * method may take an {@link Observed} as its last parameter and say what it saw.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RowLedger.class)
public @interface Row {
    /**
     * The attacks.
     *
     * @return ids such as {@code A1}
     */
    String[] value();
}

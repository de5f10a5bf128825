package ai.massgen.core.protocol;

import java.util.List;

/** Assertions for millions of checks: no message is built unless one fails. */
final class Check {
    private Check() {}

    static void that(boolean holds, String what, Object... details) {
        if (!holds) {
            throw new AssertionError(what + ": " + List.of(details));
        }
    }

    static void same(Object actual, Object expected, String what) {
        that(actual.equals(expected), what, actual, expected);
    }

    static void atMost(long actual, long bound, String what) {
        that(actual <= bound, "too many", what, actual, bound);
    }
}

package ai.massgen.architecture;

import java.util.Locale;

/** What a dependency is for, in Maven's words. */
enum Scope {
    COMPILE,
    PROVIDED,
    RUNTIME,
    TEST;

    static Scope of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

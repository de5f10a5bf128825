package ai.massgen.architecture;

import java.util.Set;

/**
 * A fact about a public type: its heading or one of its members.
 *
 * @param text how it is printed
 * @param types the types that it names
 */
record Signature(String text, Set<Class<?>> types) {}

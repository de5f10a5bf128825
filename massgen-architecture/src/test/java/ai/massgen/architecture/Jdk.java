package ai.massgen.architecture;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What belongs to the JDK. */
final class Jdk {
    private static final Map<String, Optional<String>> MODULES = new ConcurrentHashMap<>();

    private Jdk() {}

    static boolean has(String className) {
        return module(className).isPresent();
    }

    /** The module that exports a class, such as {@code java.base}; empty if it is hidden or not of the JDK. */
    static Optional<String> module(String className) {
        return MODULES.computeIfAbsent(className, name -> {
            try {
                Class<?> type = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
                return type.getModule().isExported(type.getPackageName())
                        ? Optional.of(type.getModule().getName())
                        : Optional.empty();
            } catch (ClassNotFoundException e) {
                return Optional.empty();
            }
        });
    }
}

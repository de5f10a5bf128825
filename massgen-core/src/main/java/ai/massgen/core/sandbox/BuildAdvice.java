package ai.massgen.core.sandbox;

import ai.massgen.core.plan.PackageRecipe.Kind;
import java.util.List;
import java.util.Locale;

/** Says what to do about what a package manager wrote before it gave up. */
final class BuildAdvice {
    private record Hint(List<String> signs, String advice) {}

    private static final List<Hint> HINTS = List.of(
            new Hint(
                    List.of("npm: not found", "npm: no such", "python3: not found", "no module named pip"),
                    "The base image lacks the package manager; set %s to one that has it"),
            new Hint(
                    List.of("certificate", "self_signed", "unable_to_get_issuer"),
                    "If a proxy of yours signs what goes through it, name its certificates in sandbox.build.ca_file"),
            new Hint(
                    List.of(
                            "enotcached",
                            "eai_again",
                            "enotfound",
                            "econnrefused",
                            "etimedout",
                            "name resolution",
                            "network is unreachable",
                            "failed to establish a new connection"),
                    "Containers of this engine need a way to the registry while a package is installed, or a base image"
                            + " (%s) that has the package"),
            new Hint(
                    List.of("e404", "etarget", "no matching distribution", "no matching version"),
                    "Check the package's name and version"),
            new Hint(List.of("enospc", "no space left"), "The engine's disk is full; make room"));

    private BuildAdvice() {}

    static String of(String stderr, Kind kind) {
        String text = stderr.toLowerCase(Locale.ROOT);
        String base = "sandbox.build." + (kind == Kind.NPX ? "node_base" : "python_base");
        return HINTS.stream()
                        .filter(hint -> hint.signs().stream().anyMatch(text::contains))
                        .map(hint -> hint.advice().replace("%s", base))
                        .findFirst()
                        .orElse("What it wrote says why")
                + ".";
    }
}

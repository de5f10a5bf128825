package ai.massgen.cli;

import ai.massgen.api.MassGenException;

/** What helps when tools cannot run. */
final class Remedy {
    private Remedy() {}

    /** A command, or what else to do. */
    static String of(MassGenException failure) {
        return switch (failure.code()) {
            case "sandbox.image-missing" -> "./massgen images build mcp-filesystem";
            case "sandbox.engine-unavailable" ->
                "start Docker or Podman; on Debian, as root, scripts/engines up installs and starts both";
            default -> "docs/errors.md explains " + failure.code();
        };
    }
}

package ai.massgen.core.plan;

import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.core.config.BuildConfig;
import ai.massgen.core.config.ConfigFiles;
import ai.massgen.core.config.ConfigPath;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.plan.PackageRecipe.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Plans the images of tools that are packages: {@code npx} and {@code uvx}. Not thread-safe. */
final class PackagePlanner {
    private static final ConfigPath BUILD = ConfigPath.of("sandbox", "build");
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

    private final LoadedConfig loaded;
    private final TextFiles files;
    private final Findings findings;

    PackagePlanner(LoadedConfig loaded, TextFiles files, Findings findings) {
        this.loaded = loaded;
        this.files = files;
        this.findings = findings;
    }

    static boolean isPackage(ToolConfig tool) {
        return tool.npx().isPresent() || tool.uvx().isPresent();
    }

    /** Reports arguments that nothing takes, and whatever stands beside a package and cannot. */
    void check(ToolConfig tool, ConfigPath path) {
        if (!isPackage(tool)) {
            if (!tool.args().isEmpty()) {
                findings.problem(
                        path.key("args"),
                        "cannot be used: only a server with npx or uvx has it",
                        "write the whole command line as command");
            }
            return;
        }
        if (tool.npx().isPresent() && tool.uvx().isPresent()) {
            findings.problem(path.key("uvx"), "stands beside npx: a server is one package", "keep one of the two");
        }
        if (tool.image().isPresent()) {
            findings.problem(
                    path.key("image"),
                    "stands beside " + word(tool) + ", whose image is built",
                    "remove it; what the package is installed on is sandbox.build." + base(kind(tool)));
        }
        if (tool.commands()) {
            findings.problem(
                    path.key("commands"),
                    "cannot be used with " + word(tool) + ": a package is an MCP server",
                    "remove it, or give an image");
        }
        if (!tool.args().isEmpty() && !tool.command().isEmpty()) {
            findings.problem(
                    path.key("args"), "stands beside command, which is the whole command line", "keep one of the two");
        }
    }

    /** The image of a package, or empty after a problem. */
    Optional<ToolImage> image(
            ToolConfig tool, ConfiguredSandbox<?> sandbox, Optional<String> runtime, ConfigPath path) {
        Kind kind = kind(tool);
        ConfigPath key = path.key(kind.word());
        Set<SandboxCapability> can = sandbox.capabilities();
        if (!can.contains(SandboxCapability.IMAGES) || !can.contains(SandboxCapability.BUILD)) {
            findings.problem(
                    key,
                    "cannot be used: " + sandbox.name() + " builds no images",
                    "choose another sandbox for this tool, or install the server yourself");
            return Optional.empty();
        }
        BuildConfig build = loaded.config().sandbox().build();
        String text = kind == Kind.NPX ? tool.npx().orElseThrow() : tool.uvx().orElseThrow();
        Optional<ImageSource.Reference> base =
                reference(kind == Kind.NPX ? build.nodeBase() : build.pythonBase(), tool, BUILD.key(base(kind)));
        Optional<String> authorities = build.caFile().flatMap(this::authorities);
        return base.map(image -> new ToolImage.Built(
                PackageRecipe.of(kind, text, image, authorities, build.network(), build.timeout(), runtime)));
    }

    private Optional<ImageSource.Reference> reference(String text, ToolConfig tool, ConfigPath path) {
        try {
            return Optional.of(new ImageSource.Reference(text, tool.pull()));
        } catch (IllegalArgumentException e) {
            findings.problem(path, "cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> authorities(Path file) {
        ConfigPath path = BUILD.key("ca_file");
        try {
            String text = files.read(loaded.baseDirectory().resolve(file));
            if (text.contains(CERTIFICATE) && !text.contains("PRIVATE KEY")) {
                return Optional.of(text);
            }
            findings.problem(
                    path,
                    text.contains(CERTIFICATE)
                            ? "names a file with a private key"
                            : "names a file without certificates",
                    "give a PEM file with the certificates of authorities and nothing else");
        } catch (IOException e) {
            findings.problem(path, "names a file that " + ConfigFiles.reason(e));
        }
        return Optional.empty();
    }

    private static Kind kind(ToolConfig tool) {
        return tool.npx().isPresent() ? Kind.NPX : Kind.UVX;
    }

    private static String word(ToolConfig tool) {
        return kind(tool).word();
    }

    private static String base(Kind kind) {
        return kind == Kind.NPX ? "node_base" : "python_base";
    }
}

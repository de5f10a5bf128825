package ai.massgen.core.sandbox;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.sandbox.CommitSpec;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.ResourceLimits;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.core.plan.PackageRecipe;
import ai.massgen.core.plan.PackageRecipe.Kind;
import ai.massgen.core.plan.ToolImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the image of a package is, and what makes it. The name of the image says all that decides what is in it, so an image
 * of that name need not be built again. Immutable.
 *
 * @param recipe the package
 * @param base the image it is installed on
 */
record PackageImage(PackageRecipe recipe, ImageId base) {
    /** Of the image: the hash of what it was made of. */
    private static final String RECIPE = "ai.massgen.recipe";

    /** Enough that nobody makes two recipes with the same. */
    private static final int DIGITS = 32;

    private static final int LONGEST_NAME = 100;

    private static final ResourceLimits LIMITS = new ResourceLimits(ByteSize.ofMebibytes(1024), 1.0, 256, 1024);

    /** The image's name on an engine. Never asked of a registry: there is none of that name. */
    String reference() {
        String name = recipe.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String plain = name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceAll("^-+|-+$", "");
        return "massgen.local/" + recipe.kind().word() + "/" + plain + ":" + hash().substring(0, DIGITS);
    }

    private String hash() {
        String name = recipe.kind() == Kind.UVX
                ? recipe.name().toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-")
                : recipe.name();
        String all = String.join("\n", recipe.kind().word(), name, recipe.version(), base.id(), script());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    ImageSource.Reference source() {
        return new ImageSource.Reference(reference(), ImageSource.Pull.NEVER);
    }

    /** What installs the package, in a container of the base. */
    List<String> command() {
        int authorities = recipe.authorities()
                .map(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .orElse(0);
        return List.of(
                "/bin/sh",
                "-c",
                script(),
                "massgen-build",
                recipe.name(),
                recipe.version(),
                Integer.toString(authorities));
    }

    /** Nothing is locked that an installation needs: it writes its files as their owner, and may fetch packages. */
    IsolationPolicy policy() {
        IsolationPolicy locked = IsolationPolicy.LOCKED;
        return new IsolationPolicy(
                recipe.network(),
                new RunAs.Ids(0, 0),
                Set.of(),
                locked.seccompProfile(),
                false,
                locked.tmpSize(),
                locked.tmpInodes(),
                locked.privateIpc(),
                LIMITS,
                recipe.runtime(),
                Set.of());
    }

    CommitSpec commit() {
        return new CommitSpec(
                reference(),
                List.of(ToolImage.Built.PROGRAM),
                recipe.kind() == Kind.UVX ? Map.of("PYTHONPATH", "/opt/mcp/site") : Map.of(),
                (RunAs.Ids) RunAs.NOBODY,
                Map.of(RECIPE, hash()));
    }

    private String script() {
        String file = recipe.kind().word() + ".sh";
        try (InputStream in = PackageImage.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the file " + file + " is missing in MassGen");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

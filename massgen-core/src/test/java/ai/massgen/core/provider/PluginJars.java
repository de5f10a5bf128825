package ai.massgen.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.sandbox.ToolSandbox;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes jars with plugins in them, compiled from source, and a class loader that sees the jars and the API. */
final class PluginJars implements AutoCloseable {
    private static final Pattern CLASS = Pattern.compile("class (\\w+)");

    private final Path folder;
    private final List<URL> jars = new ArrayList<>();
    private final List<URLClassLoader> loaders = new ArrayList<>();

    PluginJars(Path folder) {
        this.folder = folder;
    }

    /** The source of a backend with this name, whose members can be replaced: the last definition wins. */
    static String backend(String className, String name, String... members) {
        return plugin(
                className,
                "ai.massgen.api.backend.Backend<" + className + ".Settings>",
                List.of(
                        "public String name() { return \"" + name + "\"; }",
                        "public int spiLevel() { return ai.massgen.api.Spi.LEVEL; }",
                        "public Class<Settings> configType() { return Settings.class; }",
                        "public java.util.Set<ai.massgen.api.backend.Capability> capabilities(Settings s)"
                                + " { return java.util.Set.of(); }",
                        "public ai.massgen.api.backend.Model open(Settings s, ai.massgen.api.backend.BackendContext c)"
                                + " { throw new UnsupportedOperationException(); }"),
                List.of(members));
    }

    /** The source of a sandbox with this name. */
    static String sandbox(String className, String name, String... members) {
        return plugin(
                className,
                "ai.massgen.api.sandbox.ToolSandbox<" + className + ".Settings>",
                List.of(
                        "public String name() { return \"" + name + "\"; }",
                        "public int spiLevel() { return ai.massgen.api.Spi.LEVEL; }",
                        "public Class<Settings> configType() { return Settings.class; }",
                        "public java.util.Set<ai.massgen.api.sandbox.SandboxCapability> capabilities()"
                                + " { return java.util.Set.of(); }",
                        "public ai.massgen.api.sandbox.Sandbox open(Settings s,"
                                + " ai.massgen.api.sandbox.SandboxContext c) { throw new UnsupportedOperationException(); }"),
                List.of(members));
    }

    private static String plugin(String className, String service, List<String> standard, List<String> own) {
        StringBuilder body = new StringBuilder();
        standard.stream()
                .filter(each -> own.stream().noneMatch(other -> signature(other).equals(signature(each))))
                .forEach(each -> body.append("  ").append(each).append('\n'));
        own.forEach(each -> body.append("  ").append(each).append('\n'));
        int dot = className.lastIndexOf('.');
        String header = dot < 0 ? "" : "package " + className.substring(0, dot) + ";\n";
        return header + "public final class " + className.substring(dot + 1) + " implements " + service + " {\n"
                + "  public record Settings(String model) {}\n" + body + "}\n";
    }

    private static String signature(String member) {
        return member.replaceFirst("\\(.*", "").replaceFirst(".* ", "");
    }

    /** Adds a jar with the classes of these sources and this text as list of backends. */
    Path backends(String jar, String services, String... sources) {
        return jar(jar, Backend.class, services, Set.of(), sources);
    }

    /** Adds a jar with the classes of these sources and this text as list of sandboxes. */
    Path sandboxes(String jar, String services, String... sources) {
        return jar(jar, ToolSandbox.class, services, Set.of(), sources);
    }

    /** Adds a jar as if it was built without some of the classes. */
    Path backendsWithout(Set<String> classes, String jar, String services, String... sources) {
        return jar(jar, Backend.class, services, classes, sources);
    }

    private Path jar(String name, Class<?> service, String services, Set<String> without, String... sources) {
        try {
            Path classes = Files.createTempDirectory(folder, "classes");
            compile(classes, sources);
            for (String each : without) {
                Files.delete(classes.resolve(each + ".class"));
            }
            Path file = classes.resolve("META-INF/services").resolve(service.getName());
            Files.createDirectories(file.getParent());
            Files.writeString(file, services);
            Path jar = folder.resolve(name);
            pack(classes, jar);
            jars.add(jar.toUri().toURL());
            return jar.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(Path classes, String... sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-cp", api()));
        for (String source : sources) {
            Matcher name = CLASS.matcher(source);
            assertThat(name.find()).describedAs(source).isTrue();
            Path file = classes.resolve(name.group(1) + ".java");
            Files.writeString(file, source);
            arguments.add(file.toString());
        }
        if (sources.length > 0) {
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                    .isZero();
        }
    }

    private static String api() {
        try {
            return Path.of(Backend.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "4.2");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.toString().endsWith(".java"))
                    .toList()) {
                entries.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                entries.write(Files.readAllBytes(file));
            }
        }
    }

    /** The plugins of the jars so far, and no others. */
    Providers providers() {
        return new Providers(ProviderSource.of(loader()));
    }

    URLClassLoader loader() {
        URLClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), new OnlyTheApi());
        loaders.add(loader);
        return loader;
    }

    /** Adds a folder or a jar that is there. */
    void add(Path place) {
        try {
            jars.add(place.toUri().toURL());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (URLClassLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Hides the plugins that are on the class path of the tests. */
    private static final class OnlyTheApi extends ClassLoader {
        OnlyTheApi() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.toLowerCase(Locale.ROOT).startsWith("ai.massgen.api.")) {
                return Class.forName(name, false, Backend.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}

package ai.massgen.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What a pom says about modules and dependencies.
 *
 * @param artifact the artifact
 * @param modules the modules it builds
 * @param moduleName the property {@code massgen.module.name}
 * @param dependencies what it declares, in profiles too
 * @param managed what it gives versions to
 */
record Pom(
        String artifact,
        List<String> modules,
        Optional<String> moduleName,
        List<Declared> dependencies,
        List<Declared> managed) {
    /**
     * A declared dependency.
     *
     * @param id its {@code group:artifact}
     * @param scope its scope
     * @param version its version, if one is written here
     */
    record Declared(String id, Scope scope, Optional<String> version) {}

    static Pom read(Path file) {
        Element project = parse(file);
        List<Element> levels = new ArrayList<>(List.of(project));
        at(project, "profiles", "profile").forEach(levels::add);
        return new Pom(
                text(project, "artifactId")
                        .orElseThrow(() -> new IllegalArgumentException(file + " has no artifactId")),
                levels.stream()
                        .flatMap(level -> at(level, "modules", "module"))
                        .map(module -> module.getTextContent().strip())
                        .toList(),
                at(project, "properties", "massgen.module.name")
                        .map(name -> name.getTextContent().strip())
                        .findAny(),
                levels.stream()
                        .flatMap(level -> at(level, "dependencies", "dependency"))
                        .map(Pom::declared)
                        .toList(),
                at(project, "dependencyManagement", "dependencies", "dependency")
                        .map(Pom::declared)
                        .toList());
    }

    private static Declared declared(Element dependency) {
        return new Declared(
                text(dependency, "groupId").orElseThrow() + ":"
                        + text(dependency, "artifactId").orElseThrow(),
                text(dependency, "scope")
                        .filter(scope -> !scope.equals("import"))
                        .map(Scope::of)
                        .orElse(Scope.COMPILE),
                text(dependency, "version"));
    }

    private static Optional<String> text(Element parent, String name) {
        return at(parent, name).map(child -> child.getTextContent().strip()).findAny();
    }

    private static Stream<Element> at(Element parent, String... path) {
        Stream<Element> found = Stream.of(parent);
        for (String name : path) {
            found = found.flatMap(element ->
                    children(element).filter(child -> child.getTagName().equals(name)));
        }
        return found;
    }

    private static Stream<Element> children(Element parent) {
        return IntStream.range(0, parent.getChildNodes().getLength())
                .mapToObj(i -> parent.getChildNodes().item(i))
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }

    private static Element parse(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(in).getDocumentElement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalArgumentException("cannot read " + file, e);
        }
    }
}

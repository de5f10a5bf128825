package ai.massgen.architecture;

import ai.massgen.architecture.HouseModule.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every module of MassGen and everything it may see: the one place where the graph is written down. The laws compare it
 * with the poms and with the byte code, and both ways. A new plugin is one line of {@link #PLUGINS}.
 */
final class Census {
    private static final String API = "ai.massgen:massgen-api";
    private static final String TOOLKIT = "ai.massgen:massgen-plugin-toolkit";
    private static final String CORE = "ai.massgen:massgen-core";
    private static final String TESTKIT = "ai.massgen:massgen-testkit";

    private static final String JSPECIFY = "org.jspecify:jspecify";
    private static final String JACKSON = "com.fasterxml.jackson.core:jackson-databind";
    private static final String JACKSON_JDK8 = "com.fasterxml.jackson.datatype:jackson-datatype-jdk8";
    private static final String JACKSON_TIME = "com.fasterxml.jackson.datatype:jackson-datatype-jsr310";
    private static final String SNAKEYAML = "org.yaml:snakeyaml";
    private static final String JSON_SCHEMA = "com.networknt:json-schema-validator";
    private static final String SLF4J = "org.slf4j:slf4j-api";
    private static final String SLF4J_NOP = "org.slf4j:slf4j-nop";
    private static final String DOCKER_JAVA = "com.github.docker-java:docker-java-core";
    private static final String JNR_UNIXSOCKET = "com.github.jnr:jnr-unixsocket";
    private static final String HTTPCORE = "org.apache.httpcomponents.core5:httpcore5";
    private static final String IMMUTABLES = "org.immutables:value-annotations";
    private static final String PICOCLI = "info.picocli:picocli";
    private static final String ANTHROPIC_SDK = "com.anthropic:anthropic-java-core";
    private static final String GOOGLE_SDK = "com.google.genai:google-genai";
    private static final String OPENAI_SDK = "com.openai:openai-java-core";
    private static final String JUNIT = "org.junit.jupiter:junit-jupiter";
    private static final String LAUNCHER = "org.junit.platform:junit-platform-launcher";
    private static final String ASSERTJ = "org.assertj:assertj-core";
    private static final String ARCHUNIT = "com.tngtech.archunit:archunit";

    /** The package of each library. Those that tests name together with it, such as JUnit's platform, lie beside it. */
    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry(JSPECIFY, "org.jspecify"),
            Map.entry(JACKSON, "com.fasterxml.jackson"),
            Map.entry(JACKSON_JDK8, "com.fasterxml.jackson.datatype.jdk8"),
            Map.entry(JACKSON_TIME, "com.fasterxml.jackson.datatype.jsr310"),
            Map.entry(SNAKEYAML, "org.yaml.snakeyaml"),
            Map.entry(JSON_SCHEMA, "com.networknt"),
            Map.entry(SLF4J, "org.slf4j"),
            Map.entry(DOCKER_JAVA, "com.github.dockerjava"),
            Map.entry(JNR_UNIXSOCKET, "jnr.unixsocket"),
            Map.entry(HTTPCORE, "org.apache.hc.core5"),
            Map.entry(IMMUTABLES, "org.immutables"),
            Map.entry(PICOCLI, "picocli"),
            Map.entry(ANTHROPIC_SDK, "com.anthropic"),
            Map.entry(GOOGLE_SDK, "com.google.genai"),
            Map.entry(OPENAI_SDK, "com.openai"),
            Map.entry(JUNIT, "org.junit"),
            Map.entry(LAUNCHER, "org.junit.platform.launcher"),
            Map.entry(ASSERTJ, "org.assertj"),
            Map.entry(ARCHUNIT, "com.tngtech.archunit"));

    /** Plugins: what each sees besides the API. The command line, the examples, the BOM and the laws see all of them. */
    private static final List<HouseModule> PLUGINS = List.of(
            plugin("backend-scripted", JACKSON),
            plugin("backend-openai", TOOLKIT, JACKSON).test(List.of(LAUNCHER, JSON_SCHEMA, OPENAI_SDK)),
            plugin("backend-claude", TOOLKIT, JACKSON).test(List.of(ANTHROPIC_SDK)),
            plugin("backend-gemini", TOOLKIT, JACKSON).test(List.of(GOOGLE_SDK)),
            plugin("sandbox-docker", TOOLKIT, JACKSON, DOCKER_JAVA)
                    .runtime(List.of(SLF4J))
                    .provided(IMMUTABLES),
            plugin("sandbox-podman", TOOLKIT, JACKSON, JNR_UNIXSOCKET, HTTPCORE),
            plugin("sandbox-host", TOOLKIT));

    private static final List<HouseModule> LIBRARY_MODULES = List.of(
            library("api", "ai.massgen.api").compile(JSPECIFY).test(List.of(JUNIT, ASSERTJ)),
            tested(library("plugin-toolkit", "ai.massgen.toolkit").compile(API, JACKSON)),
            library("testkit", "ai.massgen.testkit")
                    .compile(API, JUNIT, ASSERTJ, ARCHUNIT)
                    .runtime(List.of(SLF4J))
                    .test(List.of(LAUNCHER)),
            tested(library("core", "ai.massgen.core")
                    .compile(API, JACKSON, JACKSON_JDK8, JACKSON_TIME, SNAKEYAML, JSON_SCHEMA, SLF4J)),
            tested(library("cli", "ai.massgen.cli")
                    .compile(API, CORE, PICOCLI)
                    .runtime(ids(PLUGINS))
                    .runtime(List.of(SLF4J_NOP))));

    private static final HouseModule EXAMPLES =
            tested(HouseModule.of("massgen-examples", "ai.massgen.examples", Kind.INTERNAL)
                    .compile(API, CORE)
                    .runtime(ids(PLUGINS))
                    .test(List.of(JACKSON, JSON_SCHEMA, SNAKEYAML)));

    private static final HouseModule ARCHITECTURE = HouseModule.of(
                    "massgen-architecture", "ai.massgen.architecture", Kind.INTERNAL)
            .test(ids(PLUGINS))
            .test(ids(LIBRARY_MODULES))
            .test(List.of(EXAMPLES.id(), JUNIT, ASSERTJ, ARCHUNIT));

    static final House HOUSE = new House(
            Stream.of(
                            List.of(HouseModule.of("massgen-bom", "", Kind.BOM), EXAMPLES, ARCHITECTURE),
                            LIBRARY_MODULES,
                            PLUGINS)
                    .flatMap(List::stream)
                    .toList(),
            LIBRARIES,
            Map.of(API, Set.of(JSPECIFY)),
            Map.of(),
            Set.of("massgen-bom", "massgen-architecture"));

    private Census() {}

    private static HouseModule plugin(String name, String... needs) {
        return tested(HouseModule.of("massgen-" + name, "ai.massgen." + name.replace('-', '.'), Kind.PLUGIN)
                .compile(API)
                .compile(needs));
    }

    private static HouseModule library(String name, String root) {
        return HouseModule.of("massgen-" + name, root, Kind.LIBRARY);
    }

    private static HouseModule tested(HouseModule module) {
        return module.test(List.of(TESTKIT, JUNIT, ASSERTJ));
    }

    private static List<String> ids(List<HouseModule> modules) {
        return modules.stream().map(HouseModule::id).toList();
    }
}

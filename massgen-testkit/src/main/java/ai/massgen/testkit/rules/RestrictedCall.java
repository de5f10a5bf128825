package ai.massgen.testkit.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What code does only in few places: a kind of call, and what to do instead. A call is one of the kind if its target, or
 * the same member of a supertype of the target's class, is listed here; so {@code new MyThread()} starts a thread.
 */
public enum RestrictedCall {
    /**
     * Starts threads, or makes what starts them: executors, timers, parallel streams, asynchronous stages, watchers of
     * processes and files, HTTP clients (each has a thread of its own).
     */
    START_THREADS(
            "start threads",
            "a plugin starts threads with ai.massgen.toolkit.io.BackgroundThread and speaks HTTP with"
                    + " ai.massgen.toolkit.http.ProviderClient; the engine starts them in ai.massgen.core.task",
            "java.lang.Thread.<init>(*)",
            "java.lang.Thread.start*(*)",
            "java.lang.Thread.of*()",
            "java.lang.Runtime.addShutdownHook(*)",
            "java.lang.Process.onExit()",
            "java.lang.ProcessHandle.onExit()",
            "java.lang.ref.Cleaner.create(*)",
            "java.util.Timer.<init>(*)",
            "java.util.Arrays.parallel*(*)",
            "java.util.Collection.parallelStream()",
            "java.util.stream.BaseStream.parallel()",
            "java.util.concurrent.Executors.*(*)",
            "java.util.concurrent.ExecutorService.<init>(*)",
            "java.util.concurrent.ForkJoinPool.commonPool()",
            "java.util.concurrent.CompletionStage.*Async(*)",
            "java.util.concurrent.CompletableFuture.orTimeout(*)",
            "java.util.concurrent.CompletableFuture.completeOnTimeout(*)",
            "java.util.concurrent.CompletableFuture.delayedExecutor(*)",
            "java.util.concurrent.StructuredTaskScope.<init>(*)",
            "java.util.concurrent.StructuredTaskScope.open(*)",
            "java.util.concurrent.SubmissionPublisher.<init>(*)",
            "java.nio.channels.Asynchronous*.open(*)",
            "java.nio.file.FileSystem.newWatchService()",
            "java.net.http.HttpClient.newHttpClient()",
            "java.net.http.HttpClient$Builder.build()",
            "com.sun.net.httpserver.HttpServer.start()"),

    /** Looks for services on the class path. */
    LOAD_SERVICES(
            "load services",
            "only the engine looks for plugins, in ai.massgen.core.provider",
            "java.util.ServiceLoader.load*(*)"),

    /** Writes to the terminal past whoever draws on it. */
    PRINT(
            "print",
            "only the command line prints; a plugin tells the user something with the warn method of its context",
            "java.lang.System.out",
            "java.lang.System.err",
            "java.lang.Throwable.printStackTrace()",
            "java.lang.Thread.dumpStack()"),

    /** Ends the JVM under everybody's feet. */
    END_THE_PROGRAM(
            "end the program",
            "throw an exception; only the main method of the command line ends the program",
            "java.lang.System.exit(*)",
            "java.lang.Runtime.exit(*)",
            "java.lang.Runtime.halt(*)"),

    /** Reads environment variables that nobody can show or replace. */
    READ_THE_ENVIRONMENT(
            "read the environment",
            "a plugin reads variables through its context, so that the engine can show and replace them",
            "java.lang.System.getenv(*)"),

    /** Starts processes on this machine. */
    START_PROCESSES(
            "start processes",
            "tools run in a sandbox",
            "java.lang.ProcessBuilder.start*(*)",
            "java.lang.Runtime.exec(*)"),

    /** Takes a secret out of its wrapping. */
    REVEAL_SECRETS(
            "reveal secrets",
            "a secret is revealed where it goes on the wire and nowhere else",
            "ai.massgen.api.config.Secret.reveal()"),

    /** Waits for time to pass, which makes a test slow or flaky, mostly both. */
    SLEEP(
            "sleep",
            "a test waits for what it wants to see, not for time to pass",
            "java.lang.Thread.sleep(*)",
            "java.util.concurrent.TimeUnit.sleep(*)",
            "java.util.concurrent.locks.LockSupport.parkNanos(*)",
            "java.util.concurrent.locks.LockSupport.parkUntil(*)");

    private final String deed;
    private final String instead;
    private final Pattern members;

    RestrictedCall(String deed, String instead, String... members) {
        this.deed = deed;
        this.instead = instead;
        this.members =
                Pattern.compile(Stream.of(members).map(RestrictedCall::regex).collect(Collectors.joining("|")));
    }

    /**
     * The rule that no class makes such a call. Each violation is a {@link JavaAccess}.
     *
     * @return a rule that fails when it is given no classes
     */
    public ArchRule forbidden() {
        return classes().should(new Absence()).because(instead);
    }

    private boolean isMadeBy(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        JavaClass owner = target.getOwner();
        String member = target.getFullName().substring(owner.getFullName().length());
        return Stream.concat(Stream.of(owner), owner.getAllClassesSelfIsAssignableTo().stream())
                .map(type -> type.getFullName() + member)
                .anyMatch(name -> members.matcher(name).matches());
    }

    private static String regex(String member) {
        return Stream.of(member.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    private final class Absence extends ArchCondition<JavaClass> {
        Absence() {
            super("not " + deed);
        }

        @Override
        public void check(JavaClass item, ConditionEvents events) {
            item.getAccessesFromSelf().stream()
                    .filter(RestrictedCall.this::isMadeBy)
                    .map(access -> SimpleConditionEvent.violated(access, access.getDescription() + ": " + instead))
                    .forEach(events::add);
        }
    }
}

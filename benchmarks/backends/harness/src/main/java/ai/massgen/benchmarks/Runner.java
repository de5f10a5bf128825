package ai.massgen.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures each provider twice, with MassGen's backend and with the vendor's SDK, and prints a table. A provider is two
 * folders, {@code <provider>-massgen} and {@code <provider>-sdk}, each with a class {@code Main} that is the subject, and a
 * file in {@code wires}.
 */
public final class Runner {
    private static final List<String> MEASURES =
            List.of("first", "first-cpu", "cancel-silent", "cancel-half", "speed", "heap", "parallel");

    private final Path root;
    private final int coldStarts;

    private Runner(Path root, int coldStarts) {
        this.root = root;
        this.coldStarts = coldStarts;
    }

    /**
     * Measures.
     *
     * @param arguments the folder of the project, how many cold starts, and the providers, all if there are none
     * @throws Exception if something cannot be measured
     */
    public static void main(String[] arguments) throws Exception {
        Runner runner = new Runner(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        List<String> providers =
                arguments.length > 2 ? List.of(arguments).subList(2, arguments.length) : runner.providers();
        System.out.println("| provider | what | MassGen | SDK | MassGen / SDK |\n| --- | --- | --- | --- | --- |");
        for (String provider : providers) {
            try (MockServer server = MockServer.start(provider)) {
                runner.row(provider, "weight, MB", runner.weight(provider + "-massgen"), runner.weight(provider + "-sdk"));
                for (String measure : MEASURES) {
                    double[][] figures = runner.measure(provider, measure, server);
                    runner.row(provider, measure, median(figures[0]), median(figures[1]));
                }
            }
        }
    }

    /** Both subjects in turn, so that a busy minute of the machine meets both. */
    private double[][] measure(String provider, String measure, MockServer server) throws Exception {
        int times = measure.startsWith("first") ? coldStarts : 1;
        double[][] figures = new double[2][times];
        for (int i = 0; i < times; i++) {
            figures[0][i] = probe(provider + "-massgen", measure, server);
            figures[1][i] = probe(provider + "-sdk", measure, server);
        }
        return figures;
    }

    private double probe(String subject, String measure, MockServer server) throws Exception {
        String classPath = classPath(subject);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        classPath,
                        "ai.massgen.benchmarks.Probe",
                        measure,
                        "ai.massgen.benchmarks." + subject.replace("-", "") + ".Main",
                        server.uri().toString())
                .redirectError(ProcessBuilder.Redirect.to(new File(root + "/" + subject + "/target/" + measure + ".err")))
                .start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IOException(subject + " " + measure + " failed: see target/" + measure + ".err of it");
        }
        return Double.parseDouble(output.substring(output.lastIndexOf('\n') + 1));
    }

    private String classPath(String subject) throws IOException {
        return root.resolve(subject + "/target/classes") + File.pathSeparator + jars(subject);
    }

    private String jars(String subject) throws IOException {
        return Files.readString(root.resolve(subject + "/target/class-path")).strip();
    }

    /** The jars that a user of the backend or the SDK gets, without the harness. */
    private double weight(String subject) throws IOException {
        long bytes = 0;
        for (String jar : jars(subject).split(File.pathSeparator)) {
            if (!jar.startsWith(root.toRealPath().toString())) {
                bytes += Files.size(Path.of(jar));
            }
        }
        return bytes / 1e6;
    }

    private List<String> providers() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.endsWith("-massgen"))
                    .map(name -> name.substring(0, name.length() - "-massgen".length()))
                    .sorted()
                    .toList();
        }
    }

    private void row(String provider, String what, double massgen, double sdk) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |%n",
                provider,
                what,
                text(massgen),
                text(sdk),
                massgen < 0 || sdk < 0 ? "–" : String.format(Locale.ROOT, "%.2f", massgen / sdk));
    }

    private static String text(double figure) {
        return figure < 0 ? "not within 20 s" : String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%.0f", figure);
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

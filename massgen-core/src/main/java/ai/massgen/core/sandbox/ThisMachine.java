package ai.massgen.core.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What the kernel says about this machine and its processes. Where there is no {@code /proc}, little is known. */
public final class ThisMachine implements ProcessTable {
    private static final Path PROC = Path.of("/proc");
    private static final int START_TIME = 22;
    private static final int STATE = 3;

    /**
     * Who this process is.
     *
     * @return the identity of this JVM
     */
    public OwnerIdentity self() {
        long pid = ProcessHandle.current().pid();
        return new OwnerIdentity(
                host(),
                line(PROC.resolve("sys/kernel/random/boot_id")).orElse("-"),
                pidNamespace(),
                pid,
                startOf(pid).or(ThisMachine::startInstant).orElse("-"));
    }

    @Override
    public boolean complete() {
        // With hidepid the processes of other users, and so the first one, cannot be seen.
        return stat(1).isPresent();
    }

    @Override
    public Optional<String> startOf(long pid) {
        return stat(pid)
                .filter(fields -> !"ZX".contains(field(fields, STATE)))
                .map(fields -> field(fields, START_TIME));
    }

    private static Optional<String> startInstant() {
        return ProcessHandle.current().info().startInstant().map(start -> Long.toString(start.toEpochMilli()));
    }

    /** The fields after the name, which is in parentheses and may hold anything. */
    private static Optional<String> stat(long pid) {
        return line(PROC.resolve(pid + "/stat")).map(line -> line.substring(line.lastIndexOf(')') + 2));
    }

    private static String field(String fields, int number) {
        return fields.split(" ", -1)[number - STATE];
    }

    private static String pidNamespace() {
        try {
            return Files.readSymbolicLink(PROC.resolve("self/ns/pid"))
                    .toString()
                    .replace(":", "");
        } catch (IOException | UnsupportedOperationException e) {
            return "-";
        }
    }

    private static String host() {
        String id = line(Path.of("/etc/machine-id")).orElse("") + "/" + hostName();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String hostName() {
        return line(PROC.resolve("sys/kernel/hostname")).orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "";
            }
        });
    }

    private static Optional<String> line(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

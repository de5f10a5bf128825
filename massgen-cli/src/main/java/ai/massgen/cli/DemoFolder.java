package ai.massgen.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;

/** A folder with one small file whose content nobody can know without reading it. Deleted when closed. */
record DemoFolder(Path path) implements AutoCloseable {
    private static final String NOTES = "notes.txt";
    private static final List<String> WORDS =
            List.of("amber", "birch", "cobalt", "dune", "ember", "fjord", "garnet", "heron", "iris", "juniper");

    static DemoFolder create() throws IOException {
        DemoFolder folder =
                new DemoFolder(Files.createTempDirectory("massgen-demo-").toRealPath());
        SecureRandom random = new SecureRandom();
        String word = WORDS.get(random.nextInt(WORDS.size())) + "-" + (1000 + random.nextInt(9000));
        Files.writeString(folder.notes(), "The code word is " + word + ".", StandardCharsets.UTF_8);
        folder.open(folder.path(), "rwxr-xr-x");
        folder.open(folder.notes(), "rw-r--r--");
        return folder;
    }

    Path notes() {
        return path.resolve(NOTES);
    }

    /** Servers in containers run as a user that owns nothing here. */
    private void open(Path file, String permissions) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Path opened = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            assert opened.equals(file);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(notes());
        Files.deleteIfExists(path);
    }
}

package ai.massgen.testkit.registry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An image of one file, in the parts that a registry keeps. Immutable, if nobody writes to its arrays. */
public final class PushedImage {
    /** The media type of the manifest. */
    static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    /** The media type of a list of manifests. */
    static final String LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

    private static final int BLOCK = 512;

    private final byte[] layer;
    private final byte[] config;
    private final byte[] manifest;

    private PushedImage(byte[] layer, byte[] config, byte[] manifest) {
        this.layer = layer;
        this.config = config;
        this.manifest = manifest;
    }

    /**
     * An image for this machine's processor.
     *
     * @param content what is in its file
     * @return the image
     */
    public static PushedImage of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An image for this machine's processor.
     *
     * @param content what is in its file
     * @return the image
     */
    public static PushedImage of(byte[] content) {
        byte[] layer = archive(content);
        byte[] config = bytes("{\"architecture\":\"" + architecture()
                + "\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/file\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + digest(layer) + "\"]}}");
        byte[] manifest = bytes("{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\",\"config\":"
                + part("application/vnd.docker.container.image.v1+json", config) + ",\"layers\":["
                + part("application/vnd.docker.image.rootfs.diff.tar", layer) + "]}");
        return new PushedImage(layer, config, manifest);
    }

    /**
     * What the image is known by.
     *
     * @return the digest of its manifest, such as {@code sha256:0123...}
     */
    public String digest() {
        return digest(manifest);
    }

    /** An archive with the file. */
    byte[] layer() {
        return layer;
    }

    /** The image's own settings. */
    byte[] config() {
        return config;
    }

    /** What tells of both. */
    byte[] manifest() {
        return manifest;
    }

    /** A list whose only image is this one, said to be for a machine that nobody has. */
    byte[] foreignList() {
        return bytes("{\"schemaVersion\":2,\"mediaType\":\"" + LIST + "\",\"manifests\":[{\"mediaType\":\"" + MANIFEST
                + "\",\"size\":" + manifest.length + ",\"digest\":\"" + digest()
                + "\",\"platform\":{\"architecture\":\"s390x\",\"os\":\"linux\"}}]}");
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private static String part(String type, byte[] blob) {
        return "{\"mediaType\":\"" + type + "\",\"size\":" + blob.length + ",\"digest\":\"" + digest(blob) + "\"}";
    }

    private static byte[] archive(byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, "file");
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format("%011o", content.length));
        put(header, 136, "00000000000");
        header[156] = '0';
        put(header, 257, "ustar");
        put(header, 263, "00");
        checksum(header);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        archive.writeBytes(header);
        archive.writeBytes(content);
        archive.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        archive.writeBytes(new byte[2 * BLOCK]);
        return archive.toByteArray();
    }

    private static void checksum(byte[] header) {
        put(header, 148, "        ");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, String.format("%06o", sum));
        header[154] = 0;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package ai.massgen.sandbox.podman;

import static ai.massgen.sandbox.podman.LocalService.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.toolkit.container.EngineHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Images made of busybox for one test class, removed with it. Nothing of this machine goes into them. */
final class TestImages {
    private final LocalService service;
    private final String repository;
    private final Set<String> made = new LinkedHashSet<>();

    TestImages(LocalService service, String prefix) {
        this.service = service;
        this.repository = "localhost/" + prefix + "image";
    }

    /** Busybox with instructions of a Dockerfile, such as {@code USER 5}; gives the reference. A tag is made once. */
    String derived(String tag, String... instructions) throws IOException, InterruptedException {
        return derived(tag, Map.of(), instructions);
    }

    /** The same with files, by absolute path. */
    String derived(String tag, Map<String, String> files, String... instructions)
            throws IOException, InterruptedException {
        if (!made.add(repository + ":" + tag)) {
            return repository + ":" + tag;
        }
        String container = service.create("{\"image\":\"" + ContainerLab.BUSYBOX + "\"}");
        try {
            if (!files.isEmpty()) {
                done(service.send(
                        "PUT", "/containers/" + container + "/archive?path=/", "application/x-tar", tar(files)));
            }
            StringBuilder target =
                    new StringBuilder("/commit?container=" + container + "&repo=" + repository + "&tag=" + tag);
            for (String instruction : instructions) {
                target.append("&changes=").append(encoded(instruction));
            }
            done(service.call("POST", target.toString()));
            return repository + ":" + tag;
        } finally {
            service.remove(container);
        }
    }

    /** The same by a build, which takes longer and understands every instruction. */
    String built(String tag, String... instructions) throws IOException, InterruptedException {
        if (made.add(repository + ":" + tag)) {
            String file = "FROM localhost/" + ContainerLab.BUSYBOX + "\n" + String.join("\n", instructions) + "\n";
            done(service.send(
                    "POST",
                    "/build?outputformat=" + encoded("application/vnd.docker.distribution.manifest.v2+json") + "&t="
                            + encoded(repository + ":" + tag),
                    "application/x-tar",
                    tar(Map.of("/Dockerfile", file))));
        }
        return repository + ":" + tag;
    }

    /** Nothing but busybox's file under another name: no shell, no links, no command. */
    String onlyProgram(String tag, String path) throws IOException, InterruptedException {
        if (!made.add(repository + ":" + tag)) {
            return repository + ":" + tag;
        }
        String container = service.create("{\"image\":\"" + ContainerLab.BUSYBOX + "\"}");
        try {
            byte[] archive = service.call("GET", "/containers/" + container + "/archive?path=/usr/bin/busybox")
                    .body();
            byte[] name = new byte[100];
            byte[] bytes = path.substring(1).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(bytes, 0, name, 0, bytes.length);
            System.arraycopy(name, 0, archive, 0, name.length);
            checksum(archive);
            done(service.send(
                    "POST",
                    "/images/import?reference=" + encoded(repository + ":" + tag),
                    "application/x-tar",
                    archive));
            return repository + ":" + tag;
        } finally {
            service.remove(container);
        }
    }

    /** Busybox with a copy of its program that runs as its owner, who is root. */
    String setUserId(String tag, String path) throws IOException, InterruptedException {
        if (!made.add(repository + ":" + tag)) {
            return repository + ":" + tag;
        }
        String container = service.create("{\"image\":\"" + ContainerLab.BUSYBOX + "\"}");
        try {
            byte[] archive = service.call("GET", "/containers/" + container + "/archive?path=/usr/bin/busybox")
                    .body();
            byte[] name = new byte[100];
            byte[] bytes = path.substring(1).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(bytes, 0, name, 0, bytes.length);
            System.arraycopy(name, 0, archive, 0, name.length);
            put(archive, 100, "0004755");
            checksum(archive);
            done(service.send("PUT", "/containers/" + container + "/archive?path=/", "application/x-tar", archive));
            done(service.call("POST", "/commit?container=" + container + "&repo=" + repository + "&tag=" + tag));
            return repository + ":" + tag;
        } finally {
            service.remove(container);
        }
    }

    private static void done(EngineHttp.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isBetween(200, 299);
    }

    static byte[] tar(Map<String, String> files) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        files.forEach((path, text) -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            byte[] header = new byte[512];
            put(header, 0, path.substring(1));
            put(header, 100, "0000644");
            put(header, 108, "0000000");
            put(header, 116, "0000000");
            put(header, 124, String.format("%011o", body.length));
            put(header, 136, "00000000000");
            header[156] = '0';
            put(header, 257, "ustar");
            put(header, 263, "00");
            checksum(header);
            tar.writeBytes(header);
            tar.writeBytes(body);
            tar.writeBytes(new byte[(512 - body.length % 512) % 512]);
        });
        tar.write(0);
        tar.writeBytes(new byte[1023]);
        return tar.toByteArray();
    }

    private static void checksum(byte[] header) {
        put(header, 148, "        ");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += header[i] & 0xff;
        }
        put(header, 148, String.format("%06o", sum));
        header[154] = 0;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    void remove() throws IOException, InterruptedException {
        for (String image : made) {
            EngineHttp.Reply reply = service.call("DELETE", "/images/" + image + "?force=true");
            assertThat(reply.status()).as(reply.text()).isIn(200, 404);
        }
        made.clear();
    }
}

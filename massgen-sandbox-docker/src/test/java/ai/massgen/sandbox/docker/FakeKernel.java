package ai.massgen.sandbox.docker;

import ai.massgen.toolkit.container.KernelFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kernel files of one process as a real kernel shows them for the plan of {@link Fixture}, to be changed line by line. */
final class FakeKernel {
    static final int PID = 42;
    private static final String GROUP = "/docker/bbdc8638";

    private final Path folder;

    private FakeKernel(Path folder) {
        this.folder = folder;
    }

    /** With control groups of version 1. */
    static FakeKernel inside(Path folder) {
        FakeKernel kernel = new FakeKernel(folder);
        kernel.process();
        kernel.write("proc/42/cgroup", "8:memory:" + GROUP + "\n7:pids:" + GROUP + "\n6:cpu,cpuacct:" + GROUP + "\n");
        kernel.write("cgroup/memory" + GROUP + "/memory.limit_in_bytes", "268435456\n");
        kernel.write("cgroup/memory" + GROUP + "/memory.memsw.limit_in_bytes", "268435456\n");
        kernel.write("cgroup/pids" + GROUP + "/pids.max", "128\n");
        kernel.write("cgroup/cpu" + GROUP + "/cpu.cfs_quota_us", "100000\n");
        kernel.write("cgroup/cpu" + GROUP + "/cpu.cfs_period_us", "100000\n");
        return kernel;
    }

    /** With control groups of version 2. */
    static FakeKernel withGroupsOfVersionTwo(Path folder) {
        FakeKernel kernel = new FakeKernel(folder);
        kernel.process();
        kernel.write("proc/42/cgroup", "0::" + GROUP + "\n");
        kernel.write("cgroup" + GROUP + "/memory.max", "268435456\n");
        kernel.write("cgroup" + GROUP + "/memory.swap.max", "0\n");
        kernel.write("cgroup" + GROUP + "/pids.max", "128\n");
        kernel.write("cgroup" + GROUP + "/cpu.max", "100000 100000\n");
        return kernel;
    }

    private void process() {
        write("proc/42/status", """
                Name:\tcat
                Uid:\t65532\t65532\t65532\t65532
                Gid:\t65532\t65532\t65532\t65532
                CapInh:\t0000000000000000
                CapPrm:\t0000000000000000
                CapEff:\t0000000000000000
                CapBnd:\t0000000000000400
                NoNewPrivs:\t1
                Seccomp:\t2
                """);
        write("proc/42/limits", """
                Limit                     Soft Limit           Hard Limit           Units
                Max core file size        0                    0                    bytes
                Max open files            1024                 1024                 files
                """);
        write("proc/42/net/dev", """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets
                    lo:       0       0    0    0    0     0          0         0        0       0
                """);
        write("proc/42/mountinfo", """
                72 48 0:39 / / ro,relatime master:2 - overlay overlay rw,lowerdir=/l,upperdir=/u,workdir=/w
                73 72 0:42 / /proc rw,nosuid,nodev,noexec,relatime - proc proc rw
                74 72 0:43 / /dev rw,nosuid - tmpfs tmpfs rw,size=65536k,mode=755
                87 74 0:41 / /dev/mqueue rw,nosuid,nodev,noexec,relatime - mqueue mqueue rw
                88 72 0:47 / /tmp rw,nosuid,nodev,noexec,relatime - tmpfs tmpfs rw,size=65536k,nr_inodes=4096,mode=700
                90 72 254:0 /var/lib/docker/x/hostname /etc/hostname ro,relatime - ext4 /dev/vda rw,discard
                91 72 254:0 /srv/data /data ro,relatime - ext4 /dev/vda rw,discard
                """);
        write("proc/42/uid_map", "         0          0 4294967295\n");
        write("proc/42/gid_map", "         0          0 4294967295\n");
        link("proc/42/exe", "/usr/bin/busybox");
        for (String kind : new String[] {"cgroup", "ipc", "mnt", "net", "pid", "uts"}) {
            link("proc/42/ns/" + kind, kind + ":[4026532100]");
            link("proc/self/ns/" + kind, kind + ":[4026531800]");
        }
    }

    /** Replaces text in a file, which has to have it. */
    FakeKernel change(String file, String from, String to) {
        try {
            String text = Files.readString(folder.resolve(file));
            if (!text.contains(from)) {
                throw new AssertionError(file + " has no '" + from + "'");
            }
            return write(file, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeKernel write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, text.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeKernel link(String file, String target) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.deleteIfExists(path);
            Files.createSymbolicLink(path, Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeKernel delete(String file) {
        try {
            Files.delete(folder.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KernelFiles files() {
        return new KernelFiles(folder.resolve("proc"), folder.resolve("cgroup"), PID);
    }
}

package ai.massgen.testkit.sandbox;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.ResourceLimits;
import ai.massgen.api.sandbox.RunAs;
import java.util.Optional;
import java.util.Set;

/** The locked policy with changes, each of which returns this. For one thread. */
public final class TestPolicy {
    private Network network = IsolationPolicy.LOCKED.network();
    private RunAs user = IsolationPolicy.LOCKED.user();
    private Set<AddedCapability> capabilities = IsolationPolicy.LOCKED.addedCapabilities();
    private Optional<Json> seccomp = IsolationPolicy.LOCKED.seccompProfile();
    private boolean readOnlyRoot = IsolationPolicy.LOCKED.readOnlyRoot();
    private ByteSize tmpSize = IsolationPolicy.LOCKED.tmpSize();
    private int tmpInodes = IsolationPolicy.LOCKED.tmpInodes();
    private boolean privateIpc = IsolationPolicy.LOCKED.privateIpc();
    private ByteSize memory = ResourceLimits.DEFAULT.memory();
    private double cpus = ResourceLimits.DEFAULT.cpus();
    private int pids = ResourceLimits.DEFAULT.pids();
    private int openFiles = ResourceLimits.DEFAULT.openFiles();
    private Optional<String> runtime = IsolationPolicy.LOCKED.runtime();
    private Set<Control> demanded = IsolationPolicy.LOCKED.demanded();

    /**
     * The policy as it is without any word of a configuration.
     *
     * @return a policy
     */
    public static TestPolicy locked() {
        return new TestPolicy();
    }

    /**
     * Everything that a policy can loosen, at once.
     *
     * @return a policy
     */
    public static TestPolicy loosest() {
        return locked().network(Network.OPEN)
                .user(new RunAs.Ids(0, 0))
                .capabilities(AddedCapability.values())
                .seccomp("{\"defaultAction\":\"SCMP_ACT_ALLOW\"}")
                .writableRoot()
                .privateIpc()
                .runtime("runsc");
    }

    /**
     * Another network.
     *
     * @param value what it reaches
     * @return this
     */
    public TestPolicy network(Network value) {
        network = value;
        return this;
    }

    /**
     * Another user.
     *
     * @param value who it runs as
     * @return this
     */
    public TestPolicy user(RunAs value) {
        user = value;
        return this;
    }

    /**
     * More powers.
     *
     * @param values the capabilities
     * @return this
     */
    public TestPolicy capabilities(AddedCapability... values) {
        capabilities = Set.of(values);
        return this;
    }

    /**
     * Another filter of system calls.
     *
     * @param profile the profile as JSON
     * @return this
     */
    public TestPolicy seccomp(String profile) {
        seccomp = Optional.of(new Json(profile));
        return this;
    }

    /**
     * A root file system that can be written.
     *
     * @return this
     */
    public TestPolicy writableRoot() {
        readOnlyRoot = false;
        return this;
    }

    /**
     * Another {@code /tmp}.
     *
     * @param size how large
     * @param inodes how many files
     * @return this
     */
    public TestPolicy tmp(ByteSize size, int inodes) {
        tmpSize = size;
        tmpInodes = inodes;
        return this;
    }

    /**
     * Shared memory of its own.
     *
     * @return this
     */
    public TestPolicy privateIpc() {
        privateIpc = true;
        return this;
    }

    /**
     * Another limit of memory.
     *
     * @param value how much
     * @return this
     */
    public TestPolicy memory(ByteSize value) {
        memory = value;
        return this;
    }

    /**
     * Another share of the processors.
     *
     * @param value how many
     * @return this
     */
    public TestPolicy cpus(double value) {
        cpus = value;
        return this;
    }

    /**
     * Another limit of processes.
     *
     * @param value how many
     * @return this
     */
    public TestPolicy pids(int value) {
        pids = value;
        return this;
    }

    /**
     * Another limit of open files.
     *
     * @param value how many
     * @return this
     */
    public TestPolicy openFiles(int value) {
        openFiles = value;
        return this;
    }

    /**
     * A runtime by name.
     *
     * @param value its name
     * @return this
     */
    public TestPolicy runtime(String value) {
        runtime = Optional.of(value);
        return this;
    }

    /**
     * What has to be in force, or nothing starts.
     *
     * @param controls the controls
     * @return this
     */
    public TestPolicy demanding(Control... controls) {
        demanded = Set.of(controls);
        return this;
    }

    /**
     * Makes it.
     *
     * @return the policy
     */
    public IsolationPolicy build() {
        return new IsolationPolicy(
                network,
                user,
                capabilities,
                seccomp,
                readOnlyRoot,
                tmpSize,
                tmpInodes,
                privateIpc,
                new ResourceLimits(memory, cpus, pids, openFiles),
                runtime,
                demanded);
    }
}

package ai.massgen.sandbox.podman;

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

/** The locked policy with changes. */
final class TestPolicy {
    Network network = IsolationPolicy.LOCKED.network();
    RunAs user = IsolationPolicy.LOCKED.user();
    Set<AddedCapability> capabilities = IsolationPolicy.LOCKED.addedCapabilities();
    Optional<Json> seccomp = IsolationPolicy.LOCKED.seccompProfile();
    boolean readOnlyRoot = IsolationPolicy.LOCKED.readOnlyRoot();
    ByteSize tmpSize = IsolationPolicy.LOCKED.tmpSize();
    int tmpInodes = IsolationPolicy.LOCKED.tmpInodes();
    boolean privateIpc = IsolationPolicy.LOCKED.privateIpc();
    ByteSize memory = ResourceLimits.DEFAULT.memory();
    double cpus = ResourceLimits.DEFAULT.cpus();
    int pids = ResourceLimits.DEFAULT.pids();
    int openFiles = ResourceLimits.DEFAULT.openFiles();
    Optional<String> runtime = IsolationPolicy.LOCKED.runtime();
    Set<Control> demanded = IsolationPolicy.LOCKED.demanded();

    static TestPolicy locked() {
        return new TestPolicy();
    }

    TestPolicy network(Network value) {
        network = value;
        return this;
    }

    TestPolicy user(RunAs value) {
        user = value;
        return this;
    }

    TestPolicy capabilities(AddedCapability... values) {
        capabilities = Set.of(values);
        return this;
    }

    TestPolicy seccomp(String profile) {
        seccomp = Optional.of(new Json(profile));
        return this;
    }

    TestPolicy writableRoot() {
        readOnlyRoot = false;
        return this;
    }

    TestPolicy tmp(ByteSize size, int inodes) {
        tmpSize = size;
        tmpInodes = inodes;
        return this;
    }

    TestPolicy privateIpc() {
        privateIpc = true;
        return this;
    }

    TestPolicy memory(ByteSize value) {
        memory = value;
        return this;
    }

    TestPolicy cpus(double value) {
        cpus = value;
        return this;
    }

    TestPolicy pids(int value) {
        pids = value;
        return this;
    }

    TestPolicy openFiles(int value) {
        openFiles = value;
        return this;
    }

    TestPolicy runtime(String value) {
        runtime = Optional.of(value);
        return this;
    }

    TestPolicy demanding(Control... controls) {
        demanded = Set.of(controls);
        return this;
    }

    IsolationPolicy build() {
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

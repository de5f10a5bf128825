/**
 * The SPI for container runtimes. Implement {@link ai.massgen.api.sandbox.ToolSandbox}, list the class in
 * {@code META-INF/services/ai.massgen.api.sandbox.ToolSandbox}.
 *
 * <p>A sandbox has one primitive: start a process from an image under an {@link ai.massgen.api.sandbox.IsolationPolicy}
 * and connect its streams. The policy is typed and has no escape hatch: privileged mode, host namespaces, devices and
 * engine sockets cannot be expressed. What was enforced is reported as {@link ai.massgen.api.sandbox.Evidence}.
 */
@NullMarked
package ai.massgen.api.sandbox;

import org.jspecify.annotations.NullMarked;

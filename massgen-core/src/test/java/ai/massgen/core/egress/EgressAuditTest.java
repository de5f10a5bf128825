package ai.massgen.core.egress;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.event.EgressEvent;
import ai.massgen.core.event.SessionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EgressAuditTest {
    private final List<SessionEvent> events = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final EgressAudit audit = new EgressAudit("agent1", "web", events::add, clock::get);

    @Test
    void aFloodIsCountedAndNotTold() {
        for (int i = 0; i < 1000; i++) {
            audit.refused("evil.test:1", "no");
        }
        audit.connected(EgressHost.of("a.test:80"), "10.0.0.1");
        assertThat(events).hasSize(EgressAudit.MOST);
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        audit.connected(EgressHost.of("a.test:80"), "10.0.0.1");
        assertThat(events)
                .hasSize(EgressAudit.MOST + 2)
                .endsWith(
                        new EgressEvent.EgressUntold("agent1", "web", 1, 1000 - EgressAudit.MOST),
                        new EgressEvent.EgressConnected("agent1", "web", "a.test:80", "10.0.0.1"));
    }

    @Test
    void whatWasNotToldIsToldAtTheEndOnce() {
        for (int i = 0; i <= EgressAudit.MOST; i++) {
            audit.refused("evil.test:1", "no");
        }
        audit.tellRest();
        audit.tellRest();
        assertThat(events).hasSize(EgressAudit.MOST + 1);
        assertThat(events).last().isEqualTo(new EgressEvent.EgressUntold("agent1", "web", 0, 1));
    }

    @Test
    void whatAServerAsksForIsShownSafelyAndCut() {
        audit.refused("\u001b[2J" + "x".repeat(5000), "no");
        EgressEvent.EgressRefused told = (EgressEvent.EgressRefused) events.getFirst();
        assertThat(told.target()).doesNotContain("\u001b").hasSizeLessThan(200);
    }

    @Test
    void whatHappensWhileAServerWorksForNobodyIsToldToWhoGetsIt() {
        EgressAudit nobody = EgressAudit.ofNobody("web", clock::get);
        nobody.connected(EgressHost.of("a.test:80"), "10.0.0.1");
        clock.addAndGet(Duration.ofMinutes(2).toNanos());
        for (int i = 0; i < EgressAudit.MOST; i++) {
            nobody.refused("evil.test:1", "no");
        }
        assertThat(events).isEmpty();

        nobody.handOver("agent2", events::add);
        nobody.refused("evil.test:2", "no");

        assertThat(events)
                .hasSize(EgressAudit.MOST + 2)
                .startsWith(new EgressEvent.EgressConnected("agent2", "web", "a.test:80", "10.0.0.1"))
                .endsWith(
                        new EgressEvent.EgressUntold("agent2", "web", 0, 1),
                        new EgressEvent.EgressRefused("agent2", "web", "evil.test:2", "no"));
    }
}

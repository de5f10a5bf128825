package ai.massgen.core.engine;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.Price;
import ai.massgen.core.cost.Account;
import ai.massgen.core.cost.Budget;
import ai.massgen.core.cost.BudgetException;
import ai.massgen.core.cost.Reached;
import ai.massgen.core.event.CallEvent;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.Spent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what a run spends, and refuses calls that its budget does not allow. Thread-safe. */
final class Meter {
    private final Budget budget;
    private final Map<String, Price> prices;
    private final InstantSource clock;
    private final Instant started;
    private final ReentrantLock lock = new ReentrantLock();
    private final Account run;
    private final Map<String, AgentMeter> agents = new TreeMap<>();
    private Duration before = Duration.ZERO;

    /** A meter of a run without a budget, whose prices nobody knows. */
    Meter() {
        this(Budget.UNLIMITED, Map.of(), InstantSource.system());
    }

    /**
     * A meter at the beginning of a run.
     *
     * @param budget what may be spent
     * @param prices what calls cost, by agent, where that is known
     * @param clock the clock
     */
    Meter(Budget budget, Map<String, Price> prices, InstantSource clock) {
        this.budget = budget;
        this.prices = Map.copyOf(prices);
        this.clock = clock;
        this.started = clock.instant();
        this.run = new Account(Optional.empty(), budget.run(), budget.soft());
    }

    /** One agent's account, and the time it has spent in calls. */
    private static final class AgentMeter {
        private final Account account;
        private Duration inCalls = Duration.ZERO;
        private boolean hurried;

        AgentMeter(Account account) {
            this.account = account;
        }
    }

    /**
     * A call that was let through.
     *
     * @param agent the agent
     * @param expected what it is expected to take
     * @param began when it began
     */
    record Charge(String agent, Account.Expected expected, Instant began) {}

    private AgentMeter agent(String alias) {
        return agents.computeIfAbsent(
                alias, each -> new AgentMeter(new Account(Optional.of(each), budget.agent(), budget.soft())));
    }

    /**
     * Books what was spent before the run was resumed. Of a budget that was nearly spent by then nobody is told again.
     *
     * @param calls the calls
     * @param time how long the run had taken
     */
    void resume(List<PaidCalls.Call> calls, Duration time) {
        lock.lock();
        try {
            before = time;
            for (PaidCalls.Call call : calls) {
                AgentMeter agent = agent(call.agent());
                agent.inCalls = agent.inCalls.plus(call.elapsed());
                for (Account account : List.of(run, agent.account)) {
                    account.begin(Account.Expected.NOTHING);
                    account.end(Account.Expected.NOTHING, call.usage(), call.cost());
                }
                look(agent, call.agent(), new ArrayList<>());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a call through.
     *
     * @param alias the agent
     * @param tokens how long its prompt is, roughly
     * @param events told what is spent or nearly so
     * @return the call, to be settled
     * @throws BudgetException if the budget does not allow it
     */
    Charge admit(String alias, long tokens, EventSink events) {
        List<CallEvent> news = new ArrayList<>();
        lock.lock();
        try {
            AgentMeter agent = agent(alias);
            Account.Expected expected = new Account.Expected(tokens, expectedCost(alias, tokens));
            refuse(run, Optional.empty(), expected, sinceStart(), news);
            refuse(agent.account, Optional.of(alias), expected, agent.inCalls, news);
            run.begin(expected);
            agent.account.begin(expected);
            return new Charge(alias, expected, clock.instant());
        } finally {
            lock.unlock();
            news.forEach(events::publish);
        }
    }

    private BigDecimal expectedCost(String alias, long tokens) {
        Price price = prices.get(alias);
        return price == null ? BigDecimal.ZERO : price.of(new Usage(tokens, 0, 0, 0));
    }

    private static void refuse(
            Account account, Optional<String> owner, Account.Expected expected, Duration time, List<CallEvent> news) {
        Optional<Reached> reached = account.refusal(expected, time);
        if (reached.isPresent()) {
            if (account.tellsFirst(reached.get())) {
                news.add(event(owner, reached.get(), true));
            }
            throw account.refused(reached.get());
        }
    }

    private Duration sinceStart() {
        return before.plus(Duration.between(started, clock.instant()));
    }

    private static CallEvent event(Optional<String> owner, Reached reached, boolean hard) {
        return new CallEvent.BudgetReached(owner, reached.kind().key(), reached.spent(), reached.limit(), hard);
    }

    /**
     * Books a call that is over.
     *
     * @param charge the call
     * @param used what it took, if the provider told
     * @param billed whether the provider may bill it: not if it failed before the first piece of a reply
     * @param events told what is nearly spent
     * @return what it cost, empty if that is unknown
     */
    Optional<BigDecimal> settle(Charge charge, Optional<Usage> used, boolean billed, EventSink events) {
        Optional<BigDecimal> cost = cost(charge.agent(), used, billed);
        List<CallEvent> news = new ArrayList<>();
        lock.lock();
        try {
            AgentMeter agent = agent(charge.agent());
            agent.inCalls = agent.inCalls.plus(Duration.between(charge.began(), clock.instant()));
            run.end(charge.expected(), used, cost);
            agent.account.end(charge.expected(), used, cost);
            look(agent, charge.agent(), news);
        } finally {
            lock.unlock();
        }
        news.forEach(events::publish);
        return cost;
    }

    private Optional<BigDecimal> cost(String alias, Optional<Usage> used, boolean billed) {
        Price price = prices.get(alias);
        if (!billed || (price != null && free(price))) {
            return Optional.of(BigDecimal.ZERO);
        }
        return price == null ? Optional.empty() : used.map(price::of);
    }

    private static boolean free(Price price) {
        return price.input().signum() == 0 && price.output().signum() == 0;
    }

    private void look(AgentMeter agent, String alias, List<CallEvent> news) {
        run.nearlySpent(sinceStart()).forEach(reached -> news.add(event(Optional.empty(), reached, false)));
        agent.account
                .nearlySpent(agent.inCalls)
                .forEach(reached -> news.add(event(Optional.of(alias), reached, false)));
    }

    /**
     * Whether an agent has to be told to come to an end.
     *
     * @param alias the agent
     * @param events told what is nearly spent
     * @return true once
     */
    boolean hurries(String alias, EventSink events) {
        List<CallEvent> news = new ArrayList<>();
        boolean hurries;
        lock.lock();
        try {
            AgentMeter agent = agent(alias);
            look(agent, alias, news);
            hurries = !agent.hurried && (run.hurries() || agent.account.hurries());
            agent.hurried |= hurries;
        } finally {
            lock.unlock();
        }
        news.forEach(events::publish);
        return hurries;
    }

    /** An agent has been told that a budget is nearly spent, before the run was resumed. */
    void hurried(String alias) {
        lock.lock();
        try {
            agent(alias).hurried = true;
        } finally {
            lock.unlock();
        }
    }

    /** What all agents have spent. */
    Spent spent() {
        lock.lock();
        try {
            return run.spent();
        } finally {
            lock.unlock();
        }
    }

    Usage usage() {
        return spent().usage();
    }

    int calls() {
        return spent().calls();
    }

    /** What the run and each agent have spent. */
    CallEvent.RunTotals totals() {
        lock.lock();
        try {
            Map<String, Spent> each = new LinkedHashMap<>();
            agents.forEach((alias, agent) -> each.put(alias, agent.account.spent()));
            return new CallEvent.RunTotals(run.spent(), each);
        } finally {
            lock.unlock();
        }
    }
}

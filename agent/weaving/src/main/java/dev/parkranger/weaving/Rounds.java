package dev.parkranger.weaving;

import dev.parkranger.hooks.Hooks;
import dev.parkranger.metrics.LiveSites;
import dev.parkranger.metrics.LookTimes;
import dev.parkranger.metrics.Metrics;
import dev.parkranger.options.Options;
import dev.parkranger.profile.Parked;
import dev.parkranger.profile.Profiles;
import dev.parkranger.profile.Snapshots;
import dev.parkranger.prover.Prover;
import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.LiveStacks;
import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.Looker;
import dev.parkranger.reaper.Pace;
import dev.parkranger.reaper.Resolver;
import dev.parkranger.reaper.StackMemory;
import dev.parkranger.record.Registry;
import dev.parkranger.record.StartFailures;
import dev.parkranger.record.Ticker;
import dev.parkranger.report.Announcer;
import dev.parkranger.report.JmxDesk;
import dev.parkranger.report.LogSink;
import dev.parkranger.report.MetricsPage;
import dev.parkranger.report.News;
import dev.parkranger.report.Report;
import dev.parkranger.report.ReportFile;
import dev.parkranger.report.Watchers;
import dev.parkranger.verdict.Benign;
import dev.parkranger.verdict.Costs;
import dev.parkranger.verdict.IgnoreUse;
import dev.parkranger.verdict.Ledger;
import dev.parkranger.verdict.Suppressions;
import dev.parkranger.verdict.Suspect;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One look from end to end, records to reports, on the reaper's thread. What goes wrong is counted and costs that look. */
final class Rounds {

    /** After so many looks in a row that failed there is nothing left to hope for. */
    private static final int MAX_FAILURES = 10;

    private final Registry registry;
    private final Ticker ticker;
    private final Clock clock;
    private final HookStates hooks;
    private final StartFailures startFailures;
    private final String version;
    private final Looker looker;
    private final Sites sites;
    private final Ledger ledger;
    private final ResumeCounting counting;
    private final Prover prover;
    private final AutoProof autoProof;
    private final Costs costs;
    private final Announcer announcer;
    private final LogSink log;
    private final @Nullable ReportFile file;
    private final JmxDesk jmx;
    private final FlightDesk flight;
    private final LookTimes lookTimes = new LookTimes();
    private final LiveSites liveSites;
    private final Watchers watchers = new Watchers();
    private final Profiles profiles;
    private final Snapshots snapshots;
    private volatile Parked parked = Parked.NOBODY;
    private volatile Options options;
    private volatile Report latest;
    private volatile @Nullable String disarmedBecause;
    private final Pace pace;
    private Suppressions suppressions;
    private List<IgnoreUse> ignored = List.of();
    private long failuresReported;
    private long lastLookMillis;
    private int failedInARow;

    /** What is there before the first look is. */
    record Parts(
            Registry registry,
            Ticker ticker,
            Clock clock,
            StartFailures startFailures,
            Options options,
            CodeMap code,
            LogSink log,
            String version,
            Prover prover,
            ResumeCounting counting) {}

    Rounds(Parts parts, HookStates hooks, JmxDesk jmx, FlightDesk flight) {
        this.registry = parts.registry();
        this.ticker = parts.ticker();
        this.clock = parts.clock();
        this.hooks = hooks;
        this.startFailures = parts.startFailures();
        this.options = parts.options();
        this.log = parts.log();
        this.jmx = jmx;
        this.flight = flight;
        Path path = options.reportFile();
        this.file = path == null ? null : new ReportFile(path, log);
        this.version = parts.version();
        this.prover = parts.prover();
        this.ledger = new Ledger(Report.MAX_RESOLVED, prover);
        this.autoProof = new AutoProof(prover, parts.ticker(), log);
        this.counting = parts.counting();
        CodeMap code = parts.code();
        this.looker = new Looker(registry, parts.ticker(), clock, code, new FieldEmployers(JdkTaskTypes::taskOf));
        this.sites = new Sites(registry, code);
        this.costs = new Costs(registry, parts.ticker(), new JdkUpkeep(), new StackMemory(parts.ticker()));
        this.liveSites = new LiveSites(registry, code);
        this.announcer = new Announcer(options.reportEvery());
        this.pace = new Pace(ticker.nanos());
        this.suppressions = new Suppressions(options.ignore());
        this.latest = report(List.of(), null);
        this.profiles = new Profiles(
                registry, new LiveStacks(registry), code, parts.ticker(), clock, () -> latest.suspects(), () -> parked);
        this.snapshots = new Snapshots(profiles);
    }

    Prover prover() {
        return prover;
    }

    Profiles profiles() {
        return profiles;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    Report latest() {
        return latest;
    }

    /** A new desk that scrapes are answered at; its classes are loaded by the first. */
    MetricsPage metrics() {
        return new Metrics(this::latest, lookTimes, liveSites::most, new StackMemory(ticker));
    }

    /** Those who look over the reaper's shoulder. */
    Watchers watchers() {
        return watchers;
    }

    Options options() {
        return options;
    }

    /** From the next look on. */
    void change(Options changed) {
        options = changed;
    }

    /** Until the next look: the interval, or longer where looks are dear. */
    long waitNanos() {
        return pace.waitNanos(options.interval().toNanos());
    }

    boolean isArmed() {
        return disarmedBecause == null;
    }

    /** Hooks go quiet at once; the next look says so, and is the last that says anything. */
    void disarm(String reason) {
        Hooks.listen(null);
        counting.watch(false);
        if (disarmedBecause == null) {
            disarmedBecause = reason;
            AgentProperty.say("disarmed " + version);
        }
    }

    void look() {
        long begun = System.nanoTime();
        long processor = Pace.processorNanos();
        flight.begins();
        try {
            round();
            failedInARow = 0;
        } catch (Throwable e) {
            Hooks.dropped(e);
            if (++failedInARow == MAX_FAILURES) {
                disarm(MAX_FAILURES + " looks in a row failed, the last with " + e);
            }
        }
        long took = System.nanoTime() - begun;
        lastLookMillis = TimeUnit.NANOSECONDS.toMillis(took);
        lookTimes.took(took);
        settle(Pace.processorNanos() - processor);
    }

    private void settle(long tookNanos) {
        pace.looked(tookNanos, ticker.nanos());
        String news = pace.news(options.interval().toNanos(), tookNanos);
        if (news != null) {
            log.info(news);
        }
    }

    private void round() {
        if (Hooks.errors() >= Hooks.ERROR_LIMIT && isArmed()) {
            disarm(Hooks.errors() + " errors in the agent itself, the first: " + Hooks.firstError());
        }
        List<Suspect> suspects = isArmed() ? suspects() : List.of();
        Report report = report(suspects, startFailure());
        latest = report;
        if (file != null) {
            file.write(report);
        }
        News news = announcer.look(report);
        news.logTo(log);
        flight.ends(report, news);
        watchers.show(report, options.interval());
        jmx.announce(news);
        if (isArmed()) {
            autoProof.look(suspects, options);
        }
    }

    private List<Suspect> suspects() {
        Options now = options;
        Look look = looker.look(now.grace().toNanos(), now.window().toNanos());
        parked = Parked.of(look);
        // The first resume of all is watched for its own sake: it proves the hook.
        counting.watch(looker.watchesVirtual() || !registry.hasSeenResume());
        looker.resolver().resolve(Resolver.budget(now.interval().toNanos()));
        suppressions = suppressions.changedTo(now.ignore());
        List<Suspect> suspects = suppressions.sift(ledger.look(now.benign() ? Benign.sift(look) : look), look);
        ignored = suppressions.uses(look.now(), look.windowNanos());
        return costs.addedTo(suspects);
    }

    private Report.@Nullable StartFailure startFailure() {
        long failures = startFailures.count();
        if (failures == failuresReported) {
            return null;
        }
        long fresh = failures - failuresReported;
        failuresReported = failures;
        return new Report.StartFailure(clock.instant(), String.valueOf(startFailures.message()), fresh, sites.most());
    }

    private Report report(List<Suspect> suspects, Report.@Nullable StartFailure failure) {
        String because = disarmedBecause;
        return new Report(
                clock.instant(),
                new Report.AgentState(
                        version,
                        Runtime.version().toString(),
                        because == null,
                        because,
                        hooks.all(),
                        Hooks.errors(),
                        registry.droppedRecords(),
                        lastLookMillis),
                new Report.Live(
                        registry.platform().live(),
                        registry.virtual().live(),
                        registry.submitted().live()),
                new Report.Totals(
                        registry.platform().started()
                                + registry.virtual().started()
                                + registry.submitted().started(),
                        registry.platform().ended()
                                + registry.virtual().ended()
                                + registry.submitted().ended()),
                suspects,
                ledger.resolved(),
                ignored,
                looker.collected(),
                failure);
    }
}

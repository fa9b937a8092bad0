package dev.parkranger.verdict;

import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.QueuedTask;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.record.Frame;
import dev.parkranger.record.Owner;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.PoolRecord;
import dev.parkranger.record.SiteKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one finding that confidence rests on.
 *
 * @param owners distinct ended owners with survivors
 * @param ownersSeen owners of the same names that started something here and ended past grace, without those whose task is still queued
 * @param mostUnpooled of one owner's tasks that run on no pool, the most
 * @param newestNanosAgo how long ago the owner that ended last did so
 * @param spreadNanos between the end of the first owner with survivors and that of the last
 * @param mostAlike of the owners, the most that are of one name
 * @param requests whether the owners are requests or scopes that somebody opened, which do come again and again
 * @param undercounted whether more owners may have started something here than {@code ownersSeen} says
 * @param lateEnds tasks of these sites that ended by themselves, past grace, of late; of pools never shut down, pools that were
 * @param inUse tasks of these sites that have outlived their owner too and serve others
 * @param woken of the tasks that stand still now, those that somebody has woken within a window
 * @param due survivors that were due, at the rate at which they came, since the last one came; see {@link #due}
 */
record Measure(
        int count,
        int owners,
        long ownersSeen,
        int mostUnpooled,
        long newestNanosAgo,
        long spreadNanos,
        int mostAlike,
        boolean requests,
        boolean undercounted,
        long lateEnds,
        int inUse,
        int woken,
        double due,
        Heals heals) {

    static Measure of(Finding finding, Look look) {
        return switch (finding.cause().verdict()) {
            case GROWING_SITE -> ofLiving(finding, heals(finding), 0);
            case DEADLOCK ->
                ofLiving(
                        finding,
                        Heals.NEVER,
                        look.now() - finding.tasks().get(0).ownerEndedNanos());
            default -> ofLeftBehind(finding, look);
        };
    }

    /** Whether its owners live does not matter: nobody's end is held against it. */
    private static Measure ofLiving(Finding finding, Heals heals, long newestNanosAgo) {
        return new Measure(finding.count(), 0, 0, 0, newestNanosAgo, 0, 0, false, false, 0, 0, 0, 0, heals);
    }

    private static Measure ofLeftBehind(Finding finding, Look look) {
        List<Survivor> survivors = finding.survivors();
        long newest = Long.MIN_VALUE;
        long oldest = Long.MAX_VALUE;
        boolean requests = false;
        for (Survivor survivor : survivors) {
            newest = Math.max(newest, survivor.endedNanos());
            oldest = Math.min(oldest, survivor.endedNanos());
            requests |= isRequests(survivor.owner());
        }
        for (TaskFacts task : finding.tasks()) {
            requests |= task.inRequest();
        }
        Set<SiteKey> sites = sites(finding);
        Set<@Nullable SiteKey> kinds = kinds(finding, survivors);
        long seen = 0;
        long lateEnds = 0;
        int inUse = 0;
        boolean undercounted = false;
        long judgedBy = look.now() - look.graceNanos();
        for (SiteKey site : sites) {
            seen += finding.cause().verdict() == Verdict.UNDEAD_WORKER
                    ? site.instancesEndedBy(judgedBy)
                    : site.ownersEndedBy(judgedBy, kinds);
            undercounted |= site.isUndercounted();
            long since = look.now() - look.windowNanos();
            // That a pool was shut down does not say that its workers heed it.
            lateEnds += finding.cause().verdict() == Verdict.ABANDONED_POOL
                    ? site.lateShutDowns(since)
                    : site.lateEnds(since);
            inUse += site.inUse();
        }
        return new Measure(
                finding.count(),
                survivors.size(),
                Math.max(seen - countedTwice(finding, sites) - stillQueued(sites, kinds, look), survivors.size()),
                mostUnpooled(finding),
                look.now() - newest,
                newest - oldest,
                mostAlike(survivors),
                requests,
                undercounted,
                lateEnds,
                inUse,
                woken(finding, look),
                due(survivors, lastWithAny(finding, sites, look)),
                heals(finding));
    }

    /**
     * How often an owner is counted once more, for another thing that it has started here: of a client's several threads
     * each has a site of its own, and each site counts its owners. Known of those that have left something behind.
     */
    private static long countedTwice(Finding finding, Set<SiteKey> sites) {
        if (sites.size() < 2) {
            return 0;
        }
        IdentityHashMap<Owner, Set<SiteKey>> sitesOf = new IdentityHashMap<>();
        for (PoolFacts pool : finding.pools()) {
            note(pool.owner(), pool.site(), sitesOf);
        }
        if (!finding.isOfPools()) {
            for (TaskFacts task : finding.tasks()) {
                note(task.owner(), task.site(), sitesOf);
            }
        }
        long more = 0;
        for (Set<SiteKey> its : sitesOf.values()) {
            more += its.size() - 1;
        }
        return more;
    }

    private static void note(Owner owner, @Nullable SiteKey site, IdentityHashMap<Owner, Set<SiteKey>> sitesOf) {
        if (site != null) {
            sitesOf.computeIfAbsent(owner, key -> Collections.newSetFromMap(new IdentityHashMap<>()))
                    .add(site);
        }
    }

    /** Owners whose task has not begun: of them nothing is known yet. */
    private static long stillQueued(Set<SiteKey> sites, Set<@Nullable SiteKey> kinds, Look look) {
        Set<Owner> owners = Collections.newSetFromMap(new IdentityHashMap<>());
        for (QueuedTask queued : look.queued()) {
            if (sites.contains(queued.site()) && kinds.contains(queued.owner().site())) {
                owners.add(queued.owner());
            }
        }
        return owners.size();
    }

    /**
     * Of which kinds the owners are: how many of others have left nothing behind says nothing of these. Also of which kind
     * those are who have started them, where that is told as somebody else's.
     */
    private static Set<@Nullable SiteKey> kinds(Finding finding, List<Survivor> survivors) {
        Set<@Nullable SiteKey> kinds = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Survivor survivor : survivors) {
            kinds.add(survivor.owner().site());
        }
        for (TaskFacts task : finding.tasks()) {
            Owner starter = task.task() instanceof Owner its ? its.parent() : null;
            if (starter != null) {
                kinds.add(starter.site());
            }
        }
        return kinds;
    }

    private static int woken(Finding finding, Look look) {
        int woken = 0;
        for (TaskFacts task : finding.tasks()) {
            boolean lately = look.now() - task.wokenNanos() <= look.windowNanos();
            woken += task.wokenNanos() != 0 && lately ? 1 : 0;
        }
        return woken;
    }

    /** By the owners' own sites; those without one are all alike, as far as one can see. */
    private static int mostAlike(List<Survivor> survivors) {
        Map<Object, Integer> counts = new HashMap<>();
        int most = 0;
        for (Survivor survivor : survivors) {
            SiteKey site = survivor.owner().site();
            most = Math.max(most, counts.merge(site == null ? "" : site, 1, Integer::sum));
        }
        return most;
    }

    /** Of a pool that was shut down it is the maker that comes again or does not. */
    private static boolean isRequests(Owner owner) {
        Owner maker = owner instanceof PoolRecord pool ? pool.parent() : owner;
        return maker != null && maker.kind() == OwnerKind.SCOPE;
    }

    private static Set<SiteKey> sites(Finding finding) {
        Set<SiteKey> sites = Collections.newSetFromMap(new IdentityHashMap<>());
        if (finding.isOfPools()) {
            for (PoolFacts pool : finding.pools()) {
                add(sites, pool.site());
            }
        } else {
            for (TaskFacts task : finding.tasks()) {
                add(sites, task.site());
            }
        }
        return sites;
    }

    private static void add(Set<SiteKey> sites, @Nullable SiteKey site) {
        if (site != null) {
            sites.add(site);
        }
    }

    private static int mostUnpooled(Finding finding) {
        IdentityHashMap<Object, Integer> counts = new IdentityHashMap<>();
        int most = 0;
        for (TaskFacts task : finding.tasks()) {
            if (!task.pooled()) {
                most = Math.max(most, counts.merge(task.owner(), 1, Integer::sum));
            }
        }
        return most;
    }

    /**
     * How many more survivors would have come by now, had they kept coming as they did while the group grew. Owners are
     * numbered in the order in which they end, so the numbers between the first and the last survivor's owner give the
     * rate, and those past the last one the chances that came to nothing. The last one is the last that has anything
     * alive of this site, within grace or past it: what an owner has not left by its end it will not leave any more.
     * Judged by the owners' commonest site; the rest follow it.
     */
    private static double due(List<Survivor> survivors, Map<SiteKey, Long> lastWithAny) {
        Map<SiteKey, List<Long>> ordinals = new HashMap<>();
        for (Survivor survivor : survivors) {
            Owner owner = survivor.owner();
            SiteKey site = owner.site();
            if (site != null && owner.endOrdinal() > 0) {
                ordinals.computeIfAbsent(site, key -> new ArrayList<>()).add(owner.endOrdinal());
            }
        }
        double due = 0;
        int most = 0;
        for (Map.Entry<SiteKey, List<Long>> entry : ordinals.entrySet()) {
            List<Long> numbers = entry.getValue();
            if (numbers.size() > most) {
                most = numbers.size();
                long first = Collections.min(numbers);
                long last = Collections.max(numbers);
                double rate = numbers.size() / (double) (last - first + 1);
                long lastAny = Math.max(last, lastWithAny.getOrDefault(entry.getKey(), 0L));
                due = Math.max(0, entry.getKey().instancesEnded() - lastAny) * rate;
            }
        }
        return due;
    }

    /** By the owners' own site: the number of the last ended one that has anything alive of the finding's sites. */
    private static Map<SiteKey, Long> lastWithAny(Finding finding, Set<SiteKey> sites, Look look) {
        Map<SiteKey, Long> last = new HashMap<>();
        if (finding.isOfPools()) {
            for (PoolFacts pool : look.pools()) {
                if (pool.site() != null && sites.contains(pool.site())) {
                    note(pool.owner(), last);
                }
            }
        } else {
            for (TaskFacts task : look.tasks()) {
                if (task.site() != null && sites.contains(task.site())) {
                    note(task.owner(), last);
                }
            }
            for (QueuedTask queued : look.queued()) {
                if (sites.contains(queued.site())) {
                    note(queued.owner(), last);
                }
            }
        }
        return last;
    }

    private static void note(Owner owner, Map<SiteKey, Long> last) {
        SiteKey site = owner.site();
        if (site != null && owner.endOrdinal() > 0) {
            last.merge(site, owner.endOrdinal(), Math::max);
        }
    }

    private static Heals heals(Finding finding) {
        if (finding.isOfPools()) {
            // A pool that was shut down ends with its last task: to wait for one that is not due yet, or to sleep in
            // one, takes time alone.
            return finding.cause().verdict() == Verdict.UNDEAD_WORKER
                    ? heals(finding.tasks())
                    : least(healsPools(finding.pools()), heals(finding.beside()));
        }
        return heals(finding.tasks());
    }

    private static Heals least(Heals one, Heals other) {
        return one == Heals.NEVER || (one == Heals.TIMEOUT && other == Heals.GC) ? one : other;
    }

    private static Heals heals(List<TaskFacts> tasks) {
        Heals heals = Heals.GC;
        for (TaskFacts task : tasks) {
            if (isHttpClients(task)) {
                continue;
            }
            if (!task.timed() || task.reentered()) {
                return Heals.NEVER;
            }
            heals = Heals.TIMEOUT;
        }
        return heals;
    }

    /** The selector of the JDK's HttpClient looks every three seconds whether anybody still refers to its client. */
    private static boolean isHttpClients(TaskFacts task) {
        for (Frame frame : task.waiting().stack()) {
            if (frame.className().equals("jdk.internal.net.http.HttpClientImpl$SelectorManager")) {
                return true;
            }
        }
        return false;
    }

    /** As strong as the least of them: one pool that stays for ever is enough. */
    private static Heals healsPools(List<PoolFacts> pools) {
        Heals heals = Heals.GC;
        for (PoolFacts pool : pools) {
            if (isIdle(pool) && pool.collectable()) {
                continue;
            }
            if (isIdle(pool) && pool.expiring()) {
                heals = Heals.TIMEOUT;
                continue;
            }
            return Heals.NEVER;
        }
        return heals;
    }

    /** None of its workers is inside a task. */
    private static boolean isIdle(PoolFacts pool) {
        for (TaskFacts worker : pool.workers()) {
            if (!worker.waiting().isIdle()) {
                return false;
            }
        }
        return true;
    }
}

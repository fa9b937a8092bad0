package dev.parkranger.verdict;

import dev.parkranger.reaper.StackMemory;
import dev.parkranger.reaper.Upkeep;
import dev.parkranger.record.Registry;
import dev.parkranger.record.ScopeRecord;
import dev.parkranger.record.ThreadRecord;
import dev.parkranger.record.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reckons what suspects cost the application, from those few of each group that its report names. After the judgement,
 * and of no weight in it. Not for two threads.
 */
public final class Costs {

    /** In one look; the surest come first. */
    private static final int MAX_GROUPS = 100;

    /** Names of stopped applications that one group keeps. */
    private static final int MAX_KEPT = 3;

    private static final double NANOS = 1e9;

    private final Registry registry;
    private final Ticker ticker;
    private final Upkeep upkeep;
    private final StackMemory stacks;

    public Costs(Registry registry, Ticker ticker, Upkeep upkeep, StackMemory stacks) {
        this.registry = registry;
        this.ticker = ticker;
        this.upkeep = upkeep;
        this.stacks = stacks;
    }

    /** The same suspects, those above watch with their cost. */
    public List<Suspect> addedTo(List<Suspect> suspects) {
        List<Suspect> priced = new ArrayList<>(suspects.size());
        for (Suspect suspect : suspects) {
            boolean told = suspect.confidence().isAbove(Confidence.WATCH) && priced.size() < MAX_GROUPS;
            priced.add(told ? suspect.with(cost(suspect)) : suspect);
        }
        return priced;
    }

    private Suspect.Cost cost(Suspect suspect) {
        Sum sum = new Sum();
        long now = ticker.nanos();
        for (Suspect.ThreadRef ref : suspect.threads()) {
            ThreadRecord record = registry.recordOf(ref.id());
            Thread thread = record == null ? null : record.get();
            if (record != null && thread != null) {
                sum.add(record.isVirtual(), thread, now);
            }
        }
        return sum.of(suspect.count());
    }

    /** Over the members that are looked at. */
    private final class Sum {

        private final Map<String, Double> kept = new TreeMap<>();
        private Upkeep.Locals locals = Upkeep.Locals.NONE;
        private int platform;
        private int virtual;
        private int read;
        private long heap;

        void add(boolean isVirtual, Thread thread, long now) {
            if (isVirtual) {
                long stack = upkeep.heapStack(thread);
                virtual++;
                read += stack > 0 ? 1 : 0;
                heap += stack;
            } else {
                platform++;
            }
            Upkeep.Locals its = upkeep.inheritedLocals(thread);
            if (its.count() > locals.count()) {
                locals = its;
            }
            ClassLoader loader = upkeep.contextLoader(thread);
            ScopeRecord stopped =
                    loader == null ? null : registry.webApplications().stoppedOf(loader);
            if (stopped != null) {
                kept.merge(stopped.name(), (now - stopped.endedNanos()) / NANOS, Math::max);
            }
        }

        Suspect.Cost of(int count) {
            List<Suspect.KeptAlive> keepsAlive = new ArrayList<>();
            for (Map.Entry<String, Double> each : kept.entrySet()) {
                if (keepsAlive.size() < MAX_KEPT) {
                    keepsAlive.add(new Suspect.KeptAlive(each.getKey(), each.getValue()));
                }
            }
            List<String> types = locals.types();
            long ofPlatform = platform == 0 ? 0 : Math.round(count * (double) platform / (platform + virtual));
            return new Suspect.Cost(
                    count,
                    known(ofPlatform == 0 ? 0 : ofPlatform * stacks.reserved()),
                    known(ofPlatform == 0 ? 0 : ofPlatform * stacks.committed()),
                    known(read == 0 ? 0 : (count - ofPlatform) * (heap / read)),
                    locals.count(),
                    types.subList(0, Math.min(types.size(), Suspect.Cost.MAX_TYPES)),
                    keepsAlive);
        }
    }

    private static @Nullable Long known(long bytes) {
        return bytes == 0 ? null : Long.valueOf(bytes);
    }
}

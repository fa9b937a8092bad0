package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/** Per-task executors, also on a JDK that has none; and pools whose site is known though a test makes them. */
public final class Containers {
    private Containers() {}

    /** As the hook does it when the current thread constructs one. */
    public static void constructed(Registry registry, Ticker ticker, Object container) {
        add(registry, ticker, container, OwnerKind.CONTAINER, null);
    }

    /** An ordinary pool constructed at the site; tests are of the agent's own loader, whose sites the hook passes over. */
    public static void poolConstructed(Registry registry, Ticker ticker, Object pool, SiteKey site) {
        add(registry, ticker, pool, OwnerKind.POOL, site);
    }

    private static void add(Registry registry, Ticker ticker, Object pool, OwnerKind kind, @Nullable SiteKey site) {
        ThreadRecord starter = registry.recordOf(Thread.currentThread(), ticker);
        registry.addPool(new PoolRecord(
                pool,
                kind,
                Origin.here(starter.origin()),
                starter.ownerOfStarts(),
                starter.openScope(),
                site,
                ticker.nanos()));
    }
}

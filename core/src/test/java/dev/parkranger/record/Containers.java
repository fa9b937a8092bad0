package dev.parkranger.record;

/** Per-task executors, also on a JDK that has none. */
public final class Containers {
    private Containers() {}

    /** As the hook does it when the current thread constructs one. */
    public static void constructed(Registry registry, Ticker ticker, Object container) {
        ThreadRecord starter = registry.recordOf(Thread.currentThread(), ticker);
        registry.pools()
                .add(new PoolRecord(
                        container,
                        OwnerKind.CONTAINER,
                        Origin.here(starter.origin()),
                        starter.ownerOfStarts(),
                        starter.openScope(),
                        null,
                        ticker.nanos()));
    }
}

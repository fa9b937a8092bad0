package dev.parkranger.verdict;

/**
 * How sure to be. One false alarm on a healthy server costs more trust than ten leaks earn, so every doubt lowers.
 * Leaks repeat; initialisation does not.
 */
final class ConfidenceRule {

    /** One or two may be a singleton, or a pair of them. */
    static final int SUSPECT_OWNERS = 3;

    /** Nobody starts so many threads of one's own and means to keep them without a pool. */
    static final int SUSPECT_UNPOOLED = 33;

    static final int LEAK_OWNERS = 5;

    /** When so many more were due and none came, what looked like a leak was something filling up. */
    static final int SATURATED = 10;

    /** One survivor in so many that ends by itself, past grace, or serves others, shows that the rest may do so too. */
    static final int ALIVE_SHARE = 4;

    /** Components that one helper starts, each with the first request that needs it: hardly more than so many. */
    static final int LAZY_COMPONENTS = 10;

    private ConfidenceRule() {}

    /**
     * @param rising whether the low-water mark of survivors has risen through the whole window
     * @param windowNanos how recent the newest survivor of a leak must be
     * @param graceNanos over how much time tasks, unlike requests, must have left something behind
     */
    static Confidence of(Measure measure, boolean rising, long windowNanos, long graceNanos) {
        return raw(measure, rising, windowNanos).atMost(cap(measure, rising, graceNanos));
    }

    private static Confidence raw(Measure measure, boolean rising, long windowNanos) {
        boolean most = !measure.undercounted() && measure.owners() * 2L >= measure.ownersSeen();
        boolean recent = measure.newestNanosAgo() <= windowNanos;
        if (measure.owners() >= LEAK_OWNERS && (rising || (most && recent))) {
            return Confidence.LEAK;
        }
        if (measure.owners() >= SUSPECT_OWNERS || measure.mostUnpooled() >= SUSPECT_UNPOOLED) {
            return Confidence.SUSPECT;
        }
        return Confidence.WATCH;
    }

    private static Confidence cap(Measure measure, boolean rising, long graceNanos) {
        boolean alive = (measure.lateEnds() + measure.inUse() + measure.woken()) * ALIVE_SHARE >= measure.count();
        // Start-up code runs in tasks too, many at a time, and each makes what is meant to stay. That is one burst; a
        // leak
        // comes back. Requests need no such doubt: an application does not start up in requests.
        boolean burst = !measure.requests() && measure.spreadNanos() < graceNanos;
        // Nothing has repeated yet: what each page makes for itself, through code that they share, it makes once.
        boolean once = measure.owners() > 1 && measure.mostAlike() == 1 && measure.owners() < LAZY_COMPONENTS;
        if (!rising && (alive || burst || once || measure.due() >= SATURATED)) {
            return Confidence.WATCH;
        }
        return measure.heals() == Heals.NEVER ? Confidence.PROVEN : Confidence.SUSPECT;
    }
}

package dev.parkranger.record;

import dev.parkranger.options.Capture;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose creating stack is taken. A stack costs a microsecond, which is more than all the rest of a start, and it
 * is of use only for what survives: so of each kind the first few are taken and then ever fewer, until one of them is found
 * to have outlived its owner. From then on all of that kind are, within bounds of how many are kept and of how many are
 * taken in a while, so that a leaking site is known exactly and a healthy one costs next to nothing.
 *
 * <p>A kind is what runs (its class is unique to its lambda in the source) and who owns it. Whose stack was not taken shows
 * the last one that was of its kind.
 */
final class Captures {

    private final boolean on;
    private final boolean sparing;
    private final Sites sites;
    private final Ticker ticker;

    Captures(Capture mode, Sites sites, Ticker ticker) {
        this.on = mode != Capture.OFF;
        this.sparing = mode == Capture.ADAPTIVE;
        this.sites = sites;
        this.ticker = ticker;
    }

    /**
     * Where a task is made, now.
     *
     * @param telling whether the site says what runs; two bare threads need not be of one kind
     * @param callee see {@link Origin#here}
     */
    Origin origin(@Nullable SiteKey site, Owner owner, boolean telling, Origin creator, @Nullable Class<?> callee) {
        if (!on) {
            return Origin.uncaptured();
        }
        if (!sparing || site == null) {
            return Origin.here(creator, callee);
        }
        SiteSamples samples = site.samples();
        SiteSamples.Kind kind = samples.kindOf(owner.site());
        Origin borrowed = kind.borrowed();
        if (borrowed != null && !isToBeTaken(samples, kind, telling)) {
            return borrowed;
        }
        Origin own = Origin.here(creator, callee);
        samples.taken(sites);
        kind.taken(own);
        return own;
    }

    private boolean isToBeTaken(SiteSamples samples, SiteSamples.Kind kind, boolean telling) {
        if (!telling) {
            return samples.hasRoomForBare(sites);
        }
        return samples.isLeaking() ? samples.mayTake(sites, ticker.nanos()) : kind.isTurn();
    }
}

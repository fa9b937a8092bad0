package dev.parkranger.verdict;

import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.Standstill;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One cause from the look that found it to the one that resolves it. */
final class Group {

    /** Back to watch for so many looks in a row, and it is resolved: once may be a look at an odd moment. */
    private static final int WATCH_LOOKS = 2;

    private final Cause cause;
    private final Instant firstSeen;
    private final History history = new History();
    private final LowWater lowWater = new LowWater();
    private @Nullable Suspect last;
    private Confidence confidence = Confidence.WATCH;
    private boolean announced;
    private int looksAtWatch;
    private int most;

    /** Of the latest finding, by identity. */
    private List<Object> pools = List.of();

    Group(Cause cause, Instant firstSeen) {
        this.cause = cause;
        this.firstSeen = firstSeen;
    }

    /** Null where nothing is to be said: what lives on with its owner is not even watched before it grows. */
    @Nullable
    Suspect look(Finding finding, Look look, Proofs proofs) {
        Measure measure = Measure.of(finding, look);
        history.add(look.now(), measure.count(), look.windowNanos());
        lowWater.add(look.now(), look.load(), measure.count());
        LowWater.Rise rise = lowWater.rise(look.now(), look.windowNanos());
        most = Math.max(most, measure.count());
        confidence = confidence(finding, measure, rise, look);
        SuspectProof proof = SuspectProof.of(finding.tasks(), proofs);
        Confidence shown = proof != null && proof.convicts() ? Confidence.PROVEN : confidence;
        if (shown.isAbove(Confidence.WATCH)) {
            announced = true;
            looksAtWatch = 0;
        } else {
            looksAtWatch++;
        }
        if (cause.verdict() == Verdict.GROWING_SITE && !announced) {
            return null;
        }
        Suspect suspect =
                SuspectWriter.write(cause, finding, measure, shown, firstSeen, history.growthPerMinute(), rise, look);
        suspect = proof == null ? suspect : suspect.with(proof);
        last = suspect;
        pools = finding.pools().stream().map(PoolFacts::pool).toList();
        return suspect;
    }

    private Confidence confidence(Finding finding, Measure measure, LowWater.@Nullable Rise rise, Look look) {
        Standstill standstill = finding.standstill();
        if (standstill != null) {
            return StandstillRule.confidence(standstill, look);
        }
        return cause.verdict() == Verdict.GROWING_SITE
                ? GrowthRule.of(rise, measure, confidence, lowWater.due(look.load()), most, look.windowNanos())
                : ConfidenceRule.of(measure, rise != null, look.windowNanos(), look.graceNanos());
    }

    /** Once announced, it stays a suspect for a first look at watch. */
    boolean isResolvedByWatch() {
        return announced && looksAtWatch >= WATCH_LOOKS;
    }

    Resolved backToWatch(Look look) {
        announced = false;
        most = 0;
        int count = last == null ? 0 : last.count();
        return new Resolved(
                cause.fingerprint(),
                look.at(),
                count,
                "back to watch: what is left looks like something that filled up, or that ends by itself");
    }

    boolean isAnnounced() {
        return announced;
    }

    Resolved movedTo(Cause now, Look look) {
        int count = last == null ? 0 : last.count();
        return new Resolved(
                cause.fingerprint(),
                look.at(),
                count,
                "told as " + now.fingerprint() + ", " + now.verdict().label() + ", from now on");
    }

    Resolved gone(Look look) {
        int count = last == null ? 0 : last.count();
        String reason = count == 1 ? "it has ended or makes progress again" : "all have ended or make progress again";
        int shutDown = shutDownMeanwhile(look);
        if (shutDown > 0) {
            reason = shutDown == 1
                    ? "a pool of these was shut down, and is given grace: workers of it are still there"
                    : shutDown + " pools of these were shut down, and are given grace: workers of them are still there";
        }
        return new Resolved(cause.fingerprint(), look.at(), count, reason);
    }

    /** Pools that leave a group so are told once more, as undead, if their workers do not end. */
    private int shutDownMeanwhile(Look look) {
        if (cause.verdict() == Verdict.UNDEAD_WORKER) {
            return 0;
        }
        Set<Object> were = Collections.newSetFromMap(new IdentityHashMap<>());
        were.addAll(pools);
        int count = 0;
        for (PoolFacts pool : look.pools()) {
            count += pool.shutDown() && were.contains(pool.pool()) ? 1 : 0;
        }
        return count;
    }
}

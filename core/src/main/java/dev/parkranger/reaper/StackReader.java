package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads threads' stacks, no more of them than a look may. Not for two threads. */
final class StackReader {

    /** Stacks a look may take; where more are needed the others' of the same site speak for the rest. */
    private static final int MAX_PLATFORM = 256;

    private static final int MAX_VIRTUAL = 4_096;

    /** Of those that work, in search of where they wait: so many a look. */
    private static final int MAX_WORKING = 32;

    private final ThreadProbe probe;
    private final Idlers platformIdlers = new Idlers(MAX_PLATFORM / 2);
    private final Idlers virtualIdlers = new Idlers(MAX_VIRTUAL / 2);
    private int platform;
    private int virtual;
    private int working;

    StackReader(ThreadProbe probe) {
        this.probe = probe;
    }

    /** A look begins. */
    void begin() {
        platform = 0;
        virtual = 0;
        working = 0;
        platformIdlers.begin();
        virtualIdlers.begin();
    }

    boolean isSpent(Candidate candidate) {
        return candidate.thread().isVirtual() ? virtual >= MAX_VIRTUAL : platform >= MAX_PLATFORM;
    }

    /** Null when this look has spent what it may. */
    @Nullable
    List<Frame> read(Candidate candidate) {
        if (isSpent(candidate)) {
            return null;
        }
        if (candidate.thread().isVirtual()) {
            virtual++;
        } else {
            platform++;
        }
        return probe.stack(candidate.live());
    }

    /** As {@link #read}, of one that works. */
    @Nullable
    List<Frame> readWorking(Candidate candidate) {
        return working++ < MAX_WORKING ? read(candidate) : null;
    }

    /**
     * As {@link #read}, of one that has moved. Known idlers take turns: a few hundred poll loops would else leave nothing for
     * whoever comes after them.
     */
    @Nullable
    List<Frame> readAgain(Candidate candidate, Progress before) {
        if (before == Progress.IDLING) {
            Idlers idlers = candidate.thread().isVirtual() ? virtualIdlers : platformIdlers;
            if (!idlers.isTurnOf(candidate.thread().tid())) {
                return null;
            }
        }
        return read(candidate);
    }
}

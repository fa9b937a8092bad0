package dev.parkranger.profile;

import dev.parkranger.reaper.Breaths;
import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.LiveStacks;
import dev.parkranger.record.Activity;
import dev.parkranger.record.Frame;
import dev.parkranger.record.Origin;
import dev.parkranger.record.Registry;
import dev.parkranger.record.RunRecord;
import dev.parkranger.record.Ticker;
import dev.parkranger.verdict.Suspect;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Takes profiles of this JVM, one at a time, on the thread of whoever asks. */
public final class Profiles {

    /** What one profile may spend on reading stacks: with the rests between, less than the ten seconds that scrapers wait. */
    private static final long BUDGET_NANOS = TimeUnit.SECONDS.toNanos(6);

    private final Registry registry;
    private final LiveStacks stacks;
    private final CodeMap code;
    private final Ticker ticker;
    private final Clock clock;
    private final Supplier<List<Suspect>> suspects;
    private final Supplier<Parked> parked;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /**
     * Profiles of what the registry knows.
     *
     * @param suspects of the latest look
     * @param parked of the latest look
     */
    public Profiles(
            Registry registry,
            LiveStacks stacks,
            CodeMap code,
            Ticker ticker,
            Clock clock,
            Supplier<List<Suspect>> suspects,
            Supplier<Parked> parked) {
        this.registry = registry;
        this.stacks = stacks;
        this.code = code;
        this.ticker = ticker;
        this.clock = clock;
        this.suspects = suspects;
        this.parked = parked;
    }

    public Profile take(ProfileKind kind) {
        return take(kind, kind.goName());
    }

    /**
     * Takes one.
     *
     * @param type what the profile says it counts: the name it was asked for by
     */
    public Profile take(ProfileKind kind, String type) {
        oneAtATime.lock();
        try {
            return switch (kind) {
                case GOROUTINE -> current(type);
                case CREATION -> creations(type);
                case LEAK -> Leaks.profile(suspects.get(), type, clock.instant());
            };
        } finally {
            oneAtATime.unlock();
        }
    }

    /** How large such a profile would be about, without taking it. */
    public long count(ProfileKind kind) {
        return switch (kind) {
            case GOROUTINE -> registry.platform().live() + registry.virtual().live();
            case CREATION ->
                registry.platform().live()
                        + registry.virtual().live()
                        + registry.submitted().live();
            case LEAK -> Leaks.profile(suspects.get(), "", clock.instant()).total();
        };
    }

    /** Every thread by itself, written as it is read: {@code debug=2}. */
    public void dump(Appendable to) throws IOException {
        new GoDump(code, ticker.nanos(), parked.get(), to).write(stacks, BUDGET_NANOS);
    }

    private Profile current(String type) {
        Tally tally = new Tally();
        Labels labels = new Labels(code);
        stacks.read(BUDGET_NANOS, (record, thread, state, stack) -> {
            List<Frame> frames = stack == null ? Tally.UNREAD : stack;
            tally.add(frames.isEmpty() ? Tally.UNKNOWN : frames, labels.of(record, state), 1);
        });
        return tally.profile(type, clock.instant());
    }

    private Profile creations(String type) {
        Tally tally = new Tally();
        Labels labels = new Labels(code);
        Breaths breaths = new Breaths();
        long deadline = System.nanoTime() + BUDGET_NANOS;
        registry.threads().forEach(record -> {
            if (record.get() == null) {
                return;
            }
            tally.add(frames(record.origin(), deadline), labels.ofCreation(record), 1);
            for (Activity activity = record.current(); activity != null; activity = activity.outer()) {
                if (activity instanceof RunRecord run) {
                    tally.add(frames(run.origin(), deadline), labels.ofCreation(run), 1);
                }
            }
            breaths.breathe();
        });
        return tally.profile(type, clock.instant());
    }

    /** The first reading of a backtrace is dear, any other is free. */
    private static List<Frame> frames(Origin origin, long deadline) {
        if (!origin.isResolved() && System.nanoTime() > deadline) {
            return Tally.UNREAD;
        }
        List<Frame> frames = origin.frames();
        return frames.isEmpty() ? Tally.UNKNOWN : frames;
    }
}

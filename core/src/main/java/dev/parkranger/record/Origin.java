package dev.parkranger.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something was made: its creating stack, and the origins of its creators, for client libraries start threads
 * from threads of their own and such a stack may hold no line of the application.
 *
 * <p>Between {@value #CREATORS_KEPT_AT_LEAST} and {@value #CREATORS_AT_MOST} creators are kept, and none beyond: a chain
 * of tasks that each start the next must not grow memory.
 */
public final class Origin {

    private static final int CREATORS_AT_MOST = 6;
    private static final int CREATORS_KEPT_AT_LEAST = 2;

    /** A stack deeper than this keeps its innermost frames; the line to blame is hardly ever further out. */
    private static final int MAX_FRAMES = 256;

    /** Of what began before the agent was there. */
    public static final Origin UNKNOWN = new Origin(List.of(), null, 0);

    /** A {@link Backtrace} until somebody asks, then a list of {@link Frame}. */
    private volatile Object stack;

    private final @Nullable Origin creator;
    private final int depth;

    /** Whose it is, where another of its kind stands for those whose stack was not taken; else null. */
    private final @Nullable Origin lender;

    /** The tasks that it stands for or is one of, where only few of their stacks are taken; null for any other. */
    private volatile SiteSamples.@Nullable Kind kind;

    private Origin(Object stack, @Nullable Origin creator, int depth) {
        this(stack, creator, depth, null);
    }

    private Origin(Object stack, @Nullable Origin creator, int depth, @Nullable Origin lender) {
        this.stack = stack;
        this.creator = creator;
        this.depth = depth;
        this.lender = lender;
    }

    /** The same, to be shown for others of its kind. */
    Origin lent(SiteSamples.Kind its) {
        Origin lent = new Origin(List.of(), creator, depth, this);
        lent.kind = its;
        return lent;
    }

    /** It was taken as one of its kind. */
    void taken(SiteSamples.Kind its) {
        kind = its;
    }

    /** Its task has ended. */
    void release() {
        SiteSamples.Kind its = kind;
        if (its != null && lender == null) {
            // Of a periodic task, whose next run has it too, it counts no more until the next look.
            kind = null;
            its.released();
        }
    }

    /** Called by the reaper at each look, of a task that has outlived its owner or is one of ever more. */
    public void survives() {
        SiteSamples.Kind its = kind;
        if (its != null && lender == null) {
            its.survives(this);
        }
    }

    /**
     * Whose stack to show for a task that survives: its own; or if that was not taken, one of those that survive like it,
     * for most of its kind may be healthy and come from elsewhere; or where there is none, any of its kind.
     */
    public Origin ofSurvivor() {
        SiteSamples.Kind its = kind;
        Origin survivor = its == null || lender == null ? null : its.survivor();
        return survivor == null ? this : survivor;
    }

    /** Whether it is another task's, of the same kind. */
    public boolean isBorrowed() {
        return lender != null;
    }

    /** Whether it was taken for this very task. */
    public boolean isOwn() {
        return lender == null && (!isResolved() || !frames().isEmpty());
    }

    /** Captures the current stack. */
    static Origin here(Origin creator) {
        return here(creator, null);
    }

    /**
     * As {@link #here(Origin)}, from within an executor.
     *
     * @param callee an executor's class: the frames in which it and its superclasses are constructed or given a task are
     *     left out, for whoever called them is meant; null where there is none
     */
    static Origin here(Origin creator, @Nullable Class<?> callee) {
        return of(new Backtrace(callee), creator);
    }

    /** Without a stack of its own: capture is off. */
    static Origin uncaptured() {
        return new Origin(List.of(), null, 0);
    }

    private static Origin of(Object stack, Origin creator) {
        if (creator == UNKNOWN) {
            return new Origin(stack, null, 0);
        }
        if (creator.depth < CREATORS_AT_MOST) {
            return new Origin(stack, creator, creator.depth + 1);
        }
        return new Origin(stack, creator.cut(CREATORS_KEPT_AT_LEAST), CREATORS_KEPT_AT_LEAST);
    }

    private Origin cut(int keep) {
        Origin kept = keep > 1 && creator != null ? creator.cut(keep - 1) : null;
        return new Origin(stack, kept, keep - 1);
    }

    /** For tests, and for records that were read from elsewhere. */
    public static Origin of(List<Frame> frames) {
        return new Origin(List.copyOf(frames), null, 0);
    }

    /** As {@link #of(List)}, with a creator. */
    public static Origin of(List<Frame> frames, Origin creator) {
        return of((Object) List.copyOf(frames), creator);
    }

    public @Nullable Origin creator() {
        return creator;
    }

    /** Whether {@link #frames} is free: until then the origin keeps the classes of its stack alive. */
    public boolean isResolved() {
        if (lender != null) {
            return lender.isResolved();
        }
        return !(stack instanceof Backtrace);
    }

    /**
     * The creating stack, innermost first, without the agent's own frames; empty where unknown. The first call is
     * expensive (tens of microseconds) and lets go of the backtrace.
     */
    @SuppressWarnings("unchecked") // a list can only be one of frames
    public List<Frame> frames() {
        if (lender != null) {
            return lender.frames();
        }
        Object current = stack;
        if (current instanceof Backtrace capture) {
            // Two threads may resolve at once; both come to the same frames.
            current = resolve(capture);
            stack = current;
        }
        return (List<Frame>) current;
    }

    private static List<Frame> resolve(Backtrace capture) {
        StackTraceElement[] elements = capture.getStackTrace();
        int from = 0;
        while (from < elements.length && isAgents(elements[from].getClassName())) {
            from++;
        }
        int inside = from;
        while (from < elements.length && capture.isCallees(elements[from].getClassName())) {
            from++;
        }
        if (from == elements.length) {
            // There is nobody else, as in an executor with a main method of its own.
            from = inside;
        }
        List<Frame> frames = new ArrayList<>(Math.min(elements.length - from, MAX_FRAMES));
        for (int i = from; i < elements.length && frames.size() < MAX_FRAMES; i++) {
            if (!Frame.isAgents(elements[i])) {
                frames.add(Frame.of(elements[i]));
            }
        }
        return List.copyOf(frames);
    }

    /** The gate stands between the application's woven code and the hooks. */
    private static boolean isAgents(String className) {
        return className.startsWith("dev.parkranger.hooks.")
                || className.startsWith("dev.parkranger.record.")
                || className.equals("java.lang.ParkRangerGate");
    }
}

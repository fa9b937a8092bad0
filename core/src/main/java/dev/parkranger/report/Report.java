package dev.parkranger.report;

import dev.parkranger.reaper.CollectedThreads;
import dev.parkranger.verdict.IgnoreUse;
import dev.parkranger.verdict.Resolved;
import dev.parkranger.verdict.Suspect;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look found, ready for any renderer.
 *
 * @param suspects surest first, watch last
 * @param resolved the last {@value #MAX_RESOLVED}, oldest first
 * @param ignored what has become of each entry of the option that silences
 * @param collected virtual threads that were collected without having ended: leaks that have healed
 * @param startFailure set when a thread could not be started since the last report, else null
 */
public record Report(
        Instant at,
        AgentState agent,
        Live live,
        Totals totals,
        List<Suspect> suspects,
        List<Resolved> resolved,
        List<IgnoreUse> ignored,
        List<CollectedThreads> collected,
        @Nullable StartFailure startFailure) {

    public static final int MAX_RESOLVED = 100;

    /** Of an agent that is to ignore nothing. */
    public Report(
            Instant at,
            AgentState agent,
            Live live,
            Totals totals,
            List<Suspect> suspects,
            List<Resolved> resolved,
            @Nullable StartFailure startFailure) {
        this(at, agent, live, totals, suspects, resolved, List.of(), List.of(), startFailure);
    }

    /**
     * How the agent itself is.
     *
     * @param disarmedBecause null while armed
     */
    public record AgentState(
            String version,
            String jdk,
            boolean armed,
            @Nullable String disarmedBecause,
            List<HookState> hooks,
            long suppressedErrors,
            long droppedRecords,
            long lastLookMillis) {}

    /**
     * One hook.
     *
     * @param state armed, pending, absent or failed
     */
    public record HookState(String name, String state) {}

    /** Tasks alive now. */
    public record Live(long platform, long virtual, long submitted) {}

    /** Threads and submitted tasks together, since the agent was armed. */
    public record Totals(long started, long ended) {}

    /**
     * {@code Thread.start} failed for want of threads.
     *
     * @param message of the error
     * @param topSites "count x frame", most first: what the threads are, while nothing is a suspect yet
     */
    public record StartFailure(Instant at, String message, long failures, List<String> topSites) {}
}

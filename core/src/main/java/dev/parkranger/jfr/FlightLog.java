package dev.parkranger.jfr;

import dev.parkranger.record.Frame;
import dev.parkranger.report.News;
import dev.parkranger.report.Report;
import dev.parkranger.report.TableReport;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Resolved;
import dev.parkranger.verdict.Suspect;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes each look into the flight recordings that run. A suspect is written when it is new or has changed, and again each
 * minute: recordings begin at any time, and forget what is old. Used by the reaper alone.
 */
public final class FlightLog {

    /** The surest come first; a recording is no place for the rest. */
    private static final int MOST = 100;

    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);
    private static final int MAX_FRAMES = 64;

    /** What was last written of a group. */
    private record Written(int count, Confidence confidence, Instant at) {}

    private final Map<String, Written> written = new HashMap<>();
    private @Nullable LookEvent look;

    public void begins() {
        LookEvent begun = new LookEvent();
        begun.begin();
        look = begun;
    }

    public void ends(Report report, News news) {
        LookEvent ended = look;
        look = null;
        if (ended != null && ended.shouldCommit()) {
            write(ended, report);
        }
        for (Resolved resolved : news.resolved()) {
            write(resolved);
        }
        if (new SuspectEvent().isEnabled()) {
            suspects(report);
        } else {
            // Whoever begins to record finds out of all there are.
            written.clear();
        }
    }

    private static void write(LookEvent event, Report report) {
        event.livePlatform = report.live().platform();
        event.liveVirtual = report.live().virtual();
        event.liveSubmitted = report.live().submitted();
        event.started = report.totals().started();
        event.ended = report.totals().ended();
        event.groups = report.suspects().size();
        event.leaks = TableReport.leaks(report);
        event.armed = report.agent().armed();
        event.commit();
    }

    private static void write(Resolved resolved) {
        ResolvedEvent event = new ResolvedEvent();
        if (event.shouldCommit()) {
            event.id = resolved.id();
            event.count = resolved.count();
            event.reason = resolved.reason();
            event.commit();
        }
    }

    private void suspects(Report report) {
        List<Suspect> told =
                report.suspects().subList(0, Math.min(MOST, report.suspects().size()));
        Set<String> present = new HashSet<>();
        for (Suspect suspect : told) {
            present.add(suspect.id());
            Written before = written.get(suspect.id());
            if (before == null
                    || before.count != suspect.count()
                    || before.confidence != suspect.confidence()
                    || !before.at.plus(AGAIN_AFTER).isAfter(report.at())) {
                write(suspect);
                written.put(suspect.id(), new Written(suspect.count(), suspect.confidence(), report.at()));
            }
        }
        written.keySet().retainAll(present);
    }

    private static void write(Suspect suspect) {
        SuspectEvent event = new SuspectEvent();
        event.id = suspect.id();
        event.verdict = suspect.verdict().label();
        event.confidence = suspect.confidence().label();
        event.heals = suspect.heals().label();
        event.kind = suspect.kind().label();
        event.count = suspect.count();
        event.pools = suspect.pools();
        event.owners = suspect.owners();
        event.ownersSeen = suspect.ownersSeen();
        event.firstSeen = suspect.firstSeen().toEpochMilli();
        event.oldestParked = (long) (suspect.oldestParkedSeconds() * 1_000);
        event.growthPerMinute = suspect.growthPerMinute();
        event.createdAt = text(suspect.createdAt().frame());
        event.creationStack = text(suspect.createdAt().stack());
        Suspect.WaitingAt waiting = suspect.waitingAt();
        event.waitingIn = text(waiting.applicationFrame() == null ? waiting.frame() : waiting.applicationFrame());
        event.waitingStack = text(waiting.stack());
        event.threadState = waiting.state() == null ? "" : waiting.state().name();
        event.owner = suspect.owner().name();
        event.because = String.join("; ", suspect.evidence());
        event.advice = suspect.advice();
        event.commit();
    }

    private static String text(@Nullable Frame frame) {
        return frame == null ? "" : frame.toString();
    }

    private static String text(List<Frame> stack) {
        StringBuilder text = new StringBuilder();
        for (Frame frame : stack.subList(0, Math.min(MAX_FRAMES, stack.size()))) {
            text.append(text.length() == 0 ? "" : "\n").append(frame);
        }
        return text.toString();
    }
}

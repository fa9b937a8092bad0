package dev.parkranger.report;

import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Resolved;
import dev.parkranger.verdict.Suspect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is said of successive reports: a new group at once and in full, a known one seldom and only what
 * changed. Its time is the reports' own. Not for two threads.
 */
public final class Announcer {
    /** More in one event than anybody reads, and than a log line may hold; the rest is in the dump. */
    static final int MAX_IN_FULL = 20;

    /** Groups remembered that are in no report: what a resolution may still come for. */
    static final int MAX_KNOWN = 4_096;

    private final Duration reportEvery;
    private final Map<String, Said> said = new HashMap<>();
    private final Set<Resolved> resolvedBefore = new HashSet<>();
    private final StartFailureEvents startFailures;
    private final IgnoreEvents ignored = new IgnoreEvents();
    private @Nullable Instant changesSaid;
    private @Nullable Instant heartbeat;
    private boolean disarmedSaid;

    public Announcer(Duration reportEvery) {
        this.reportEvery = reportEvery;
        this.startFailures = new StartFailureEvents(reportEvery);
    }

    /** What to say now; silent of a group that is only watched. */
    public News look(Report report) {
        List<LogEvent> events = new ArrayList<>();
        LogEvent failure = startFailures.look(report);
        if (failure != null) {
            events.add(failure);
        }
        if (!report.agent().armed() && !disarmedSaid) {
            disarmedSaid = true;
            events.add(LogEvent.warn(TextReport.disarmed(report.agent())));
        }
        events.addAll(ignored.look(report));
        // Before the new ones: a group may be resolved and back within one report.
        List<Resolved> resolved = resolved(report, events);
        // Before the new ones too, which would count as known otherwise.
        changes(report, events);
        List<Suspect> found = found(report, events);
        forget(report);
        heartbeat(report, events);
        return new News(found, resolved, events);
    }

    private List<Resolved> resolved(Report report, List<LogEvent> events) {
        List<Resolved> news = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Resolved resolved : report.resolved()) {
            if (!resolvedBefore.contains(resolved) && said.remove(resolved.id()) != null) {
                news.add(resolved);
                text.append(text.length() == 0 ? "" : "\n").append(TextReport.resolved(resolved));
            }
        }
        resolvedBefore.clear();
        resolvedBefore.addAll(report.resolved());
        if (!news.isEmpty()) {
            events.add(LogEvent.info(text.toString()));
        }
        return news;
    }

    private void changes(Report report, List<LogEvent> events) {
        if (!isDue(changesSaid, reportEvery, report.at())) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Suspect suspect : report.suspects()) {
            Said before = said.get(suspect.id());
            if (before != null && isNews(suspect) && isDue(before.at, reportEvery, report.at())) {
                String change = before.change(suspect, report.at());
                if (!change.isEmpty()) {
                    text.append(text.length() == 0 ? "" : "\n").append(Headline.of(suspect));
                    text.append(" (").append(change).append(')');
                    said.put(suspect.id(), Said.of(suspect, report.at()));
                }
            }
        }
        if (text.length() > 0) {
            changesSaid = report.at();
            events.add(LogEvent.warn(text.toString()));
        }
    }

    private List<Suspect> found(Report report, List<LogEvent> events) {
        List<Suspect> found = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Suspect suspect : report.suspects()) {
            if (isNews(suspect) && !said.containsKey(suspect.id())) {
                said.put(suspect.id(), Said.of(suspect, report.at()));
                found.add(suspect);
                if (found.size() <= MAX_IN_FULL) {
                    text.append(text.length() == 0 ? "" : "\n").append(SuspectText.of(suspect, ""));
                }
            }
        }
        if (found.size() > MAX_IN_FULL) {
            text.append("\nand ").append(Headline.amount(found.size() - MAX_IN_FULL, "new group"));
            text.append(" more: dumpSuspects() of dev.parkranger:type=Reaper shows all");
        }
        if (!found.isEmpty()) {
            events.add(LogEvent.warn(text.toString()));
        }
        return found;
    }

    /** A group that was silenced at run time leaves without being resolved; without this we would be the leak. */
    private void forget(Report report) {
        if (said.size() <= MAX_KNOWN) {
            return;
        }
        Set<String> present = new HashSet<>();
        for (Suspect suspect : report.suspects()) {
            present.add(suspect.id());
        }
        said.keySet().retainAll(present);
    }

    private void heartbeat(Report report, List<LogEvent> events) {
        if (isDue(heartbeat, reportEvery, report.at())) {
            heartbeat = report.at();
            events.add(LogEvent.debug(TextReport.live(report) + "; "
                    + Headline.amount(report.suspects().size(), "group") + " suspected or watched; last look took "
                    + report.agent().lastLookMillis() + " ms"));
        }
    }

    private static boolean isNews(Suspect suspect) {
        return suspect.confidence().isAbove(Confidence.WATCH);
    }

    /** A wall clock that was set back must not silence us till it has caught up. */
    static boolean isDue(@Nullable Instant last, Duration every, Instant now) {
        return last == null || now.isBefore(last) || !now.isBefore(last.plus(every));
    }

    /** What was last said of a group. */
    private record Said(int count, Confidence confidence, Instant at) {

        static Said of(Suspect suspect, Instant at) {
            return new Said(Headline.leading(suspect), suspect.confidence(), at);
        }

        /** Empty where it is not worse than we said. */
        String change(Suspect suspect, Instant now) {
            StringBuilder change = new StringBuilder();
            if (suspect.confidence().isAbove(confidence)) {
                change.append("was ").append(confidence.label());
            }
            int more = Headline.leading(suspect) - count;
            if (more > 0) {
                change.append(change.length() == 0 ? "" : ", ").append('+').append(more);
                change.append(" since ").append(Times.clock(at, now));
            }
            return change.toString();
        }
    }
}

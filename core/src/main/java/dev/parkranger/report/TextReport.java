package dev.parkranger.report;

import dev.parkranger.reaper.CollectedThreads;
import dev.parkranger.record.OneLine;
import dev.parkranger.record.TaskKind;
import dev.parkranger.verdict.IgnoreUse;
import dev.parkranger.verdict.Resolved;
import dev.parkranger.verdict.Suspect;
import java.util.List;

/** The whole report for a person: what {@code dumpSuspects()} prints, watch groups and all. */
public final class TextReport {

    private static final int MAX_COLLECTED = 20;

    public String text(Report report) {
        StringBuilder text = new StringBuilder();
        Report.StartFailure failure = report.startFailure();
        if (failure != null) {
            text.append(startFailure(failure)).append("\n\n");
        }
        header(text, report);
        if (!report.agent().armed()) {
            text.append('\n').append(disarmed(report.agent())).append('\n');
        } else if (report.suspects().isEmpty()) {
            text.append("\nno suspects\n");
        }
        for (Suspect suspect : report.suspects()) {
            text.append('\n').append(suspect(suspect, report)).append('\n');
        }
        if (!report.resolved().isEmpty()) {
            text.append('\n');
            for (Resolved resolved : report.resolved()) {
                text.append(resolved(resolved)).append('\n');
            }
        }
        collected(text, report.collected());
        if (!report.ignored().isEmpty()) {
            text.append("\nignored\n");
            for (IgnoreUse use : report.ignored()) {
                text.append("  ").append(IgnoreText.of(use, report.at())).append('\n');
            }
        }
        return text.toString();
    }

    /** Proven by the collector, which found them when nobody could reach them any more. */
    private static void collected(StringBuilder text, List<CollectedThreads> collected) {
        if (collected.isEmpty()) {
            return;
        }
        text.append(
                "\nproven and healed: virtual threads collected without having ended, for nobody could wake them\n");
        for (CollectedThreads each : collected.subList(0, Math.min(MAX_COLLECTED, collected.size()))) {
            text.append("  ").append(each.count()).append(" x  created at  ").append(each.createdAt());
            text.append(", the last missed at ")
                    .append(Times.second(each.last()))
                    .append('\n');
        }
    }

    static String startFailure(Report.StartFailure failure) {
        StringBuilder text = new StringBuilder("a thread could not be started");
        text.append(failure.failures() == 1 ? "" : " (" + failure.failures() + " times)");
        text.append(", last at ").append(Times.second(failure.at()));
        text.append(": ").append(OneLine.of(failure.message(), 200));
        if (!failure.topSites().isEmpty()) {
            text.append("\n  most threads alive were created at");
            for (String site : failure.topSites()) {
                text.append("\n    ").append(site);
            }
        }
        return text.toString();
    }

    static String disarmed(Report.AgentState agent) {
        String why = agent.disarmedBecause();
        return "disarmed: " + (why == null ? "no reason given" : OneLine.of(why, 500))
                + "; nothing is watched any more, the application is left alone";
    }

    static String resolved(Resolved resolved) {
        return "RESOLVED " + resolved.id() + "  at " + Times.second(resolved.at()) + ", was " + resolved.count() + ": "
                + resolved.reason();
    }

    /** Those that failed by name, for they matter; the rest are many, and quite in order. */
    private static void hooks(StringBuilder text, List<Report.HookState> hooks) {
        if (hooks.stream().allMatch(hook -> hook.state().equals("armed"))) {
            return;
        }
        StringBuilder line = new StringBuilder();
        for (String state : List.of("armed", "pending", "absent")) {
            long count =
                    hooks.stream().filter(hook -> hook.state().equals(state)).count();
            if (count > 0) {
                line.append(line.length() == 0 ? "hooks: " : ", ")
                        .append(count)
                        .append(' ')
                        .append(state);
            }
        }
        List<String> failed = hooks.stream()
                .filter(hook -> hook.state().equals("failed"))
                .map(Report.HookState::name)
                .toList();
        if (!failed.isEmpty()) {
            line.append(line.length() == 0 ? "hooks: " : ", ")
                    .append("failed: ")
                    .append(String.join(", ", failed));
        }
        if (line.length() > 0) {
            text.append(line).append('\n');
        }
    }

    private static void header(StringBuilder text, Report report) {
        Report.AgentState agent = report.agent();
        text.append("Park Ranger ").append(agent.version()).append(" on JDK ").append(agent.jdk());
        text.append(", ").append(Times.second(report.at())).append('\n');
        text.append(live(report)).append('\n');
        hooks(text, agent.hooks());
        if (agent.suppressedErrors() > 0) {
            text.append("errors of our own, suppressed: ")
                    .append(agent.suppressedErrors())
                    .append('\n');
        }
        if (agent.droppedRecords() > 0) {
            text.append("tasks counted, not recorded (max-records): ")
                    .append(agent.droppedRecords())
                    .append('\n');
        }
    }

    static String live(Report report) {
        Report.Live live = report.live();
        return "live: " + Headline.amount(live.platform(), "platform thread") + ", "
                + Headline.amount(live.virtual(), "virtual thread") + ", "
                + Headline.amount(live.submitted(), "submitted task")
                + "; started " + report.totals().started() + ", ended "
                + report.totals().ended();
    }

    private static String suspect(Suspect suspect, Report report) {
        String since = Times.clock(suspect.firstSeen(), report.at());
        return SuspectText.of(suspect, rate(suspect) + "since " + since);
    }

    /** Of pools too it is their workers that are counted. */
    private static String rate(Suspect suspect) {
        long tenths = Math.round(suspect.growthPerMinute() * 10);
        if (tenths <= 0) {
            return "";
        }
        String amount = tenths < 100 ? tenths / 10 + "." + tenths % 10 : String.valueOf(tenths / 10);
        return "+" + amount + (suspect.kind() == TaskKind.POOL ? " threads" : "") + " a minute ";
    }
}

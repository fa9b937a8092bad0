package dev.parkranger.weaving;

import dev.parkranger.options.Options;
import dev.parkranger.profile.Profiles;
import dev.parkranger.profile.Snapshots;
import dev.parkranger.reaper.Reaper;
import dev.parkranger.report.Control;
import dev.parkranger.report.Report;
import dev.parkranger.report.TableReport;
import dev.parkranger.report.TextReport;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What JMX and the command line can ask for. */
final class RemoteControl implements Control, UnaryOperator<String> {

    /** A look takes milliseconds; whoever waits longer should hear of it rather than wait on. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Patrol patrol;
    private final Reaper reaper;

    RemoteControl(Patrol patrol, Reaper reaper) {
        this.patrol = patrol;
        this.reaper = reaper;
    }

    /** Whoever asks in the first moments waits until there is something to ask. */
    private Rounds rounds() {
        if (patrol.rounds() == null) {
            reapNow();
        }
        Rounds rounds = patrol.rounds();
        if (rounds == null) {
            throw new IllegalStateException("the agent could not be put together; its log says why");
        }
        return rounds;
    }

    @Override
    public Report latest() {
        return rounds().latest();
    }

    @Override
    public void reapNow() {
        try {
            if (!reaper.lookNow(PATIENCE_NANOS)) {
                throw new IllegalStateException(
                        "the reaper did not look within " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Options options() {
        return rounds().options();
    }

    @Override
    public void change(Options options) {
        rounds().change(options);
        reaper.alarm();
    }

    @Override
    public void disarm(String reason) {
        rounds().disarm(reason);
        reaper.alarm();
    }

    @Override
    public Profiles profiles() {
        return rounds().profiles();
    }

    @Override
    public Snapshots snapshots() {
        return rounds().snapshots();
    }

    @Override
    public int httpPort() {
        return patrol.httpPort();
    }

    /** Answers the launcher, which knows no type of ours: a name, a bar, and what goes with it. */
    @Override
    public String apply(String request) {
        String[] parts = request.split("\\|", 2);
        String with = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "suspects" -> {
                reapNow();
                yield TableReport.leaks(latest()) + "\n" + new TextReport().text(latest());
            }
            case "table" -> {
                reapNow();
                yield TableReport.text(latest(), options().interval());
            }
            case "watch" -> watch(with);
            case "profile" -> {
                ProfileErrand.run(new ProfileFiles(profiles()), with);
                yield "under way";
            }
            case "disarm" -> disarm();
            default ->
                throw new IllegalArgumentException(
                        "found the request \"" + parts[0] + "\", allowed: suspects, table, watch, profile, disarm");
        };
    }

    private String watch(String with) {
        String[] parts = with.split("\\|", 2);
        rounds().watchers().add(Path.of(parts[1]), Long.parseLong(parts[0]));
        reapNow();
        return "watched";
    }

    private String disarm() {
        String before = latest().agent().disarmedBecause();
        if (before != null) {
            return "was disarmed already: " + before;
        }
        disarm("asked to by the command line");
        // What is said of it is said when the command ends.
        reapNow();
        return "disarmed; its hooks are quiet until that JVM is started again";
    }
}

package dev.parkranger.weaving;

import dev.parkranger.options.Options;
import dev.parkranger.options.Prove;
import dev.parkranger.profile.Profiles;
import dev.parkranger.profile.Snapshots;
import dev.parkranger.prover.CannotProve;
import dev.parkranger.prover.Proof;
import dev.parkranger.reaper.Reaper;
import dev.parkranger.report.Control;
import dev.parkranger.report.ProofText;
import dev.parkranger.report.Report;
import dev.parkranger.report.TableReport;
import dev.parkranger.report.TextReport;
import dev.parkranger.verdict.Suspect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What JMX and the command line can ask for. */
final class RemoteControl implements Control, UnaryOperator<String> {

    /** A look takes milliseconds; whoever waits longer should hear of it rather than wait on. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** They are for people to read. */
    private static final int MAX_PATHS = 100;

    private static final int PATHS_OF_EACH = 3;

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

    @Override
    public String proofCost() {
        return rounds().prover().cost().text();
    }

    @Override
    public String prove() {
        Options options = options();
        if (options.prove() == Prove.OFF) {
            throw new IllegalStateException("no proof was made: the option prove is off");
        }
        if (!rounds().isArmed()) {
            throw new IllegalStateException("no proof was made: the agent is disarmed");
        }
        try {
            Proof proof = rounds().prover().prove(options.proveMaxHeap(), threadsOf(latest().suspects()));
            // So that the suspects carry it.
            reapNow();
            return ProofText.of(proof, latest().suspects());
        } catch (CannotProve e) {
            // Without its cause: a remote client has no class of ours to read that with.
            throw new IllegalStateException("no proof was made: " + e.getMessage());
        }
    }

    /** A few threads of each group, of which to say who could still wake them. */
    static List<Long> threadsOf(List<Suspect> suspects) {
        List<Long> threads = new ArrayList<>();
        for (Suspect suspect : suspects) {
            for (Suspect.ThreadRef thread : suspect.threads()
                    .subList(0, Math.min(PATHS_OF_EACH, suspect.threads().size()))) {
                threads.add(thread.id());
            }
        }
        return threads.subList(0, Math.min(MAX_PATHS, threads.size()));
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
            case "prove-cost" -> proofCost() + "\n";
            case "prove" -> prove();
            case "disarm" -> disarm();
            default ->
                throw new IllegalArgumentException("found the request \"" + parts[0]
                        + "\", allowed: suspects, table, watch, profile, prove-cost, prove, disarm");
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

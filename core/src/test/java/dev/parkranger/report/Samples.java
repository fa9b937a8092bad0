package dev.parkranger.report;

import dev.parkranger.reaper.CollectedThreads;
import dev.parkranger.reaper.Standstill;
import dev.parkranger.record.Frame;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.TaskKind;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Heals;
import dev.parkranger.verdict.IgnoreUse;
import dev.parkranger.verdict.Resolved;
import dev.parkranger.verdict.Suspect;
import dev.parkranger.verdict.SuspectProof;
import dev.parkranger.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports as the reaper would make them, with only what a test is about spelt out there. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Samples() {}

    /** The suspect that the contract shows. */
    public static SuspectBuilder quotes() {
        return new SuspectBuilder();
    }

    public static Report report(Suspect... suspects) {
        return report(NOON, suspects);
    }

    public static Report report(Instant at, Suspect... suspects) {
        return new Report(
                at, armed(), new Report.Live(31, 2, 1), new Report.Totals(100, 66), List.of(suspects), List.of(), null);
    }

    public static Report with(Report report, Resolved... resolved) {
        return new Report(
                report.at(),
                report.agent(),
                report.live(),
                report.totals(),
                report.suspects(),
                List.of(resolved),
                report.startFailure());
    }

    public static Report with(Report report, IgnoreUse... ignored) {
        return new Report(
                report.at(),
                report.agent(),
                report.live(),
                report.totals(),
                report.suspects(),
                report.resolved(),
                List.of(ignored),
                report.collected(),
                report.startFailure());
    }

    static Report with(Report report, CollectedThreads... collected) {
        return new Report(
                report.at(),
                report.agent(),
                report.live(),
                report.totals(),
                report.suspects(),
                report.resolved(),
                report.ignored(),
                List.of(collected),
                report.startFailure());
    }

    public static Report with(Report report, Report.AgentState agent) {
        return new Report(
                report.at(),
                agent,
                report.live(),
                report.totals(),
                report.suspects(),
                report.resolved(),
                report.startFailure());
    }

    public static Report with(Report report, Report.StartFailure failure) {
        return new Report(
                report.at(),
                report.agent(),
                report.live(),
                report.totals(),
                report.suspects(),
                report.resolved(),
                failure);
    }

    public static Report.AgentState armed() {
        return new Report.AgentState(
                "0.1.0", "17.0.15", true, null, List.of(new Report.HookState("Thread.start", "armed")), 0, 0, 3);
    }

    public static Report.AgentState disarmed(String why) {
        return new Report.AgentState("0.1.0", "17.0.15", false, why, List.of(), 11, 0, 3);
    }

    public static final class SuspectBuilder {
        String id = "1f3a9c02";
        Verdict verdict = Verdict.ORPHANED_TASK;
        Confidence confidence = Confidence.LEAK;
        Heals heals = Heals.NEVER;
        TaskKind kind = TaskKind.PLATFORM;
        int count = 12;
        int pools;
        double growth;
        Suspect.CreatedAt createdAt = new Suspect.CreatedAt(
                new Frame("com.acme.Quotes", "fetch", "Quotes.java", 42),
                List.of(
                        new Frame("java.lang.Thread", "start", "Thread.java", 793),
                        new Frame("com.acme.Quotes", "fetch", "Quotes.java", 42)),
                List.of());
        Suspect.WaitingAt waitingAt = new Suspect.WaitingAt(
                new Frame("java.util.concurrent.SynchronousQueue", "put", "SynchronousQueue.java", 366),
                new Frame("com.acme.Quotes", "lambda$fetch$0", "Quotes.java", 44),
                Thread.State.WAITING,
                List.of(new Frame("jdk.internal.misc.Unsafe", "park", "Unsafe.java", -2)));
        Suspect.OwnerView owner = new Suspect.OwnerView(OwnerKind.SCOPE, "GET /quotes", 30.1);
        long ownersSeen = 12;

        @Nullable
        SuspectProof proof;

        Standstill.@Nullable Kind standstill;

        List<String> evidence = List.of("never interrupted", "nothing else is created here");
        List<Suspect.ThreadRef> threads = threads(10);
        Suspect.@Nullable Cost cost;

        public SuspectBuilder id(String value) {
            id = value;
            return this;
        }

        public SuspectBuilder verdict(Verdict value, TaskKind of) {
            verdict = value;
            kind = of;
            return this;
        }

        public SuspectBuilder confidence(Confidence value) {
            confidence = value;
            return this;
        }

        public SuspectBuilder heals(Heals value) {
            heals = value;
            return this;
        }

        public SuspectBuilder count(int value) {
            count = value;
            threads = threads(Math.min(value, Suspect.MAX_THREADS));
            return this;
        }

        public SuspectBuilder pools(int value) {
            pools = value;
            return this;
        }

        public SuspectBuilder growth(double value) {
            growth = value;
            return this;
        }

        public SuspectBuilder createdAt(Suspect.CreatedAt value) {
            createdAt = value;
            return this;
        }

        public SuspectBuilder waitingAt(Suspect.WaitingAt value) {
            waitingAt = value;
            return this;
        }

        public SuspectBuilder owner(Suspect.OwnerView value, long seen) {
            owner = value;
            ownersSeen = seen;
            return this;
        }

        public SuspectBuilder evidence(String... value) {
            evidence = List.of(value);
            return this;
        }

        public SuspectBuilder cost(Suspect.Cost value) {
            cost = value;
            return this;
        }

        SuspectBuilder standstill(Standstill.Kind value) {
            standstill = value;
            return this;
        }

        SuspectBuilder proof(SuspectProof value) {
            proof = value;
            return this;
        }

        public SuspectBuilder threads(Suspect.ThreadRef... value) {
            threads = List.of(value);
            return this;
        }

        public Suspect build() {
            return new Suspect(
                    id,
                    verdict,
                    confidence,
                    heals,
                    kind,
                    count,
                    pools,
                    12,
                    ownersSeen,
                    NOON,
                    31.5,
                    growth,
                    createdAt,
                    waitingAt,
                    owner,
                    evidence,
                    "offer with a timeout, or cancel the task when the request ends",
                    threads,
                    standstill,
                    cost,
                    proof);
        }

        private static List<Suspect.ThreadRef> threads(int count) {
            List<Suspect.ThreadRef> threads = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                threads.add(new Suspect.ThreadRef(30 + i, "quote-worker-" + i));
            }
            return threads;
        }
    }
}

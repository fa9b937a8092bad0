package dev.parkranger.report;

import dev.parkranger.reaper.CollectedThreads;
import dev.parkranger.reaper.Standstill;
import dev.parkranger.record.Frame;
import dev.parkranger.verdict.Resolved;
import dev.parkranger.verdict.Suspect;
import dev.parkranger.verdict.SuspectProof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report for scripts. Every name here is part of the outside contract. */
public final class JsonReport {
    /** Raised when a name is removed or changes its meaning; additions leave it alone. */
    private static final int FORMAT = 1;

    private static final int MAX_COLLECTED = 100;

    public String text(Report report) {
        StringBuilder text = new StringBuilder();
        try {
            write(report, text);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringBuilder does not fail", e);
        }
        return text.toString();
    }

    public void write(Report report, Appendable out) throws IOException {
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("format").value(FORMAT);
        json.name("at").value(time(report.at()));
        agent(json, report.agent());
        json.name("live").beginObject();
        json.name("platform").value(report.live().platform());
        json.name("virtual").value(report.live().virtual());
        json.name("submitted").value(report.live().submitted()).endObject();
        json.name("totals").beginObject();
        json.name("started").value(report.totals().started());
        json.name("ended").value(report.totals().ended()).endObject();
        json.name("suspects").beginArray();
        for (Suspect suspect : report.suspects()) {
            suspect(json, suspect);
        }
        json.endArray();
        resolved(json, report.resolved());
        collected(json, report.collected());
        json.endObject();
        out.append('\n');
    }

    private static void agent(JsonWriter json, Report.AgentState agent) throws IOException {
        json.name("agent").beginObject();
        json.name("version").value(agent.version());
        json.name("jdk").value(agent.jdk());
        json.name("armed").value(agent.armed());
        json.name("disarmedBecause").value(agent.disarmedBecause());
        json.name("hooks").beginArray();
        for (Report.HookState hook : agent.hooks()) {
            json.beginObject().name("name").value(hook.name());
            json.name("state").value(hook.state()).endObject();
        }
        json.endArray();
        json.name("suppressedErrors").value(agent.suppressedErrors());
        json.name("droppedRecords").value(agent.droppedRecords()).endObject();
    }

    private static void suspect(JsonWriter json, Suspect suspect) throws IOException {
        json.beginObject().name("id").value(suspect.id());
        json.name("verdict").value(suspect.verdict().label());
        json.name("confidence").value(suspect.confidence().label());
        json.name("heals").value(suspect.heals().label());
        json.name("kind").value(suspect.kind().label());
        json.name("count").value(suspect.count());
        json.name("pools").value(suspect.pools());
        json.name("owners").value(suspect.owners());
        json.name("ownersSeen").value(suspect.ownersSeen());
        json.name("firstSeen").value(time(suspect.firstSeen()));
        json.name("oldestParkedSeconds").value(suspect.oldestParkedSeconds());
        json.name("growthPerMinute").value(suspect.growthPerMinute());
        createdAt(json, suspect.createdAt());
        waitingAt(json, suspect.waitingAt());
        owner(json, suspect.owner());
        json.name("evidence").beginArray();
        for (String sentence : suspect.evidence()) {
            json.value(sentence);
        }
        json.endArray();
        json.name("advice").value(suspect.advice());
        Standstill.Kind standstill = suspect.standstill();
        if (standstill != null) {
            json.name("standstill").value(standstill.label());
        }
        threads(json, suspect.threads());
        cost(json, suspect.cost());
        SuspectProof proof = suspect.proof();
        if (proof != null) {
            proof(json, proof);
        }
        json.endObject();
    }

    private static void cost(JsonWriter json, Suspect.@Nullable Cost cost) throws IOException {
        if (cost == null) {
            return;
        }
        json.name("cost").beginObject();
        json.name("threads").value(cost.threads());
        size(json.name("stackReservedBytes"), cost.stackReserved());
        size(json.name("stackCommittedBytes"), cost.stackCommitted());
        size(json.name("stackHeapBytes"), cost.stackHeap());
        json.name("inheritedThreadLocals").value(cost.inheritedLocals());
        json.name("inheritedTypes").beginArray();
        for (String type : cost.inheritedTypes()) {
            json.value(type);
        }
        json.endArray();
        json.name("keepsAlive").beginArray();
        for (Suspect.KeptAlive kept : cost.keepsAlive()) {
            json.beginObject().name("name").value(kept.name());
            json.name("stoppedSecondsAgo").value(kept.stoppedSecondsAgo()).endObject();
        }
        json.endArray().endObject();
    }

    private static void size(JsonWriter json, @Nullable Long bytes) throws IOException {
        if (bytes == null) {
            json.value((String) null);
        } else {
            json.value(bytes.longValue());
        }
    }

    /** Nothing where there are none, as on JDKs without virtual threads. */
    private static void collected(JsonWriter json, List<CollectedThreads> collected) throws IOException {
        if (collected.isEmpty()) {
            return;
        }
        json.name("collected").beginArray();
        for (CollectedThreads each : collected.subList(0, Math.min(MAX_COLLECTED, collected.size()))) {
            json.beginObject().name("createdAt").value(each.createdAt());
            json.name("count").value(each.count());
            json.name("last").value(time(each.last())).endObject();
        }
        json.endArray();
    }

    private static void proof(JsonWriter json, SuspectProof proof) throws IOException {
        json.name("proof").beginObject();
        json.name("grade").value(proof.grade().isEmpty() ? null : proof.grade());
        json.name("certainty").value(proof.certainty().isEmpty() ? null : proof.certainty());
        json.name("proven").value(proof.proven());
        if (proof.proven() > 0) {
            json.name("at").value(time(proof.at()));
            json.name("unchangedSeconds").value(proof.unchangedSeconds());
            json.name("waitsFor").value(proof.waitsFor());
            json.name("keptObjects").value(proof.objects());
            json.name("keptBytes").value(proof.bytes());
        }
        json.name("reachableThrough").value(proof.reachableThrough()).endObject();
    }

    private static void createdAt(JsonWriter json, Suspect.CreatedAt created) throws IOException {
        json.name("createdAt").beginObject();
        json.name("frame").value(text(created.frame()));
        frames(json.name("stack"), created.stack());
        frames(json.name("creators"), created.creators());
        json.endObject();
    }

    private static void waitingAt(JsonWriter json, Suspect.WaitingAt waiting) throws IOException {
        Thread.State state = waiting.state();
        json.name("waitingAt").beginObject();
        json.name("frame").value(text(waiting.frame()));
        json.name("applicationFrame").value(text(waiting.applicationFrame()));
        json.name("state").value(state == null ? null : state.name());
        frames(json.name("stack"), waiting.stack());
        json.endObject();
    }

    private static void owner(JsonWriter json, Suspect.OwnerView owner) throws IOException {
        Double ended = owner.endedSecondsAgo();
        json.name("owner").beginObject();
        json.name("kind").value(owner.kind().label());
        json.name("name").value(owner.name());
        json.name("endedSecondsAgo");
        if (ended == null) {
            json.value((String) null);
        } else {
            json.value(ended.doubleValue());
        }
        json.endObject();
    }

    private static void threads(JsonWriter json, List<Suspect.ThreadRef> threads) throws IOException {
        json.name("threads").beginArray();
        for (Suspect.ThreadRef thread : threads.subList(0, Math.min(threads.size(), Suspect.MAX_THREADS))) {
            json.beginObject().name("id").value(thread.id());
            json.name("name").value(thread.name()).endObject();
        }
        json.endArray();
    }

    private static void resolved(JsonWriter json, List<Resolved> resolved) throws IOException {
        json.name("resolved").beginArray();
        for (Resolved one : resolved.subList(Math.max(0, resolved.size() - Report.MAX_RESOLVED), resolved.size())) {
            json.beginObject().name("id").value(one.id());
            json.name("at").value(time(one.at()));
            json.name("count").value(one.count());
            json.name("reason").value(one.reason()).endObject();
        }
        json.endArray();
    }

    private static void frames(JsonWriter json, List<Frame> frames) throws IOException {
        json.beginArray();
        for (Frame frame : frames) {
            json.value(frame.toString());
        }
        json.endArray();
    }

    private static @Nullable String text(@Nullable Frame frame) {
        return frame == null ? null : frame.toString();
    }

    /** Milliseconds at most: finer is noise at the rate of looks. */
    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}

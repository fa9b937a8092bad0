package dev.parkranger.report;

import dev.parkranger.prover.Proof;
import dev.parkranger.verdict.Suspect;
import dev.parkranger.verdict.SuspectProof;
import dev.parkranger.verdict.ThreadProof;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a proof has found, for people: what it cost, and what it says of whom. */
public final class ProofText {

    private static final int MAX_NAMES = 20;

    private ProofText() {}

    /**
     * All of it.
     *
     * @param suspects as the look after the proof found them
     */
    public static String of(Proof proof, List<Suspect> suspects) {
        StringBuilder text = new StringBuilder();
        text.append("heap snapshot of ").append(Times.second(proof.at()));
        text.append(String.format(
                Locale.ROOT,
                ": stood still for %.2f s, analysed in %.1f s, %d MB of dump%n",
                proof.pauseMillis() / 1e3,
                proof.analysisMillis() / 1e3,
                proof.dumpBytes() >> 20));
        String abstention = proof.abstention();
        if (abstention != null) {
            return text.append("nothing could be proven: ")
                    .append(abstention)
                    .append('\n')
                    .toString();
        }
        long others =
                proof.proven().values().stream().filter(ThreadProof::convicts).count();
        text.append(meaning(proof, others));
        for (Suspect suspect : suspects) {
            SuspectProof its = suspect.proof();
            if (its != null) {
                text.append(SuspectText.of(suspect, "")).append('\n');
                others -= its.convicts() ? its.proven() : 0;
            }
        }
        if (others > 0) {
            // The main thread of a server that joins itself, for one.
            text.append(others)
                    .append(" of them nobody suspects")
                    .append(names(proof, suspects, others))
                    .append("; perhaps meant to wait for good\n");
        }
        if (proof.moved() > 0) {
            text.append(proof.moved()).append(proof.moved() == 1 ? " thread" : " threads");
            text.append(" went on in the meantime and, with whomever they reach, are none of these\n");
        }
        return text.toString();
    }

    /** Who they are, or nothing where a group has more threads than it names, for then nobody knows which are left. */
    private static String names(Proof proof, List<Suspect> suspects, long others) {
        Set<Long> told = suspects.stream()
                .flatMap(suspect -> suspect.threads().stream())
                .map(Suspect.ThreadRef::id)
                .collect(Collectors.toSet());
        List<String> names = proof.proven().entrySet().stream()
                .filter(entry -> entry.getValue().convicts() && !told.contains(entry.getKey()))
                .map(entry -> proof.names().getOrDefault(entry.getKey(), ""))
                .sorted()
                .toList();
        if (names.size() != others) {
            return "";
        }
        return names.stream()
                .limit(MAX_NAMES)
                .collect(Collectors.joining(", ", " (", names.size() > MAX_NAMES ? ", ...)" : ")"));
    }

    private static String meaning(Proof proof, long proven) {
        if (proven == 0) {
            return "every waiting thread can be woken by somebody, or nobody knows by whom\n";
        }
        return proven
                + (proven == 1 ? " thread waits" : " threads wait")
                + " for what no running, timed or wakeable thread could reach"
                + (proof.certainty().equals(ThreadProof.PROVEN)
                        ? ""
                        : " (the JIT compiler may hide a reference; for a proof run with -XX:-EliminateAllocations)")
                + (proof.keptBytes() > 0
                        ? "; together they alone keep " + proof.keptObjects() + " objects alive, " + proof.keptBytes()
                                + " bytes"
                        : "")
                + "\n";
    }
}

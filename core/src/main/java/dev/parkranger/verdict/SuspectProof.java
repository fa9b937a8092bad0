package dev.parkranger.verdict;

import dev.parkranger.reaper.TaskFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is proven of a group: that of its members which is proven best.
 *
 * @param proven members of this grade; 0 where none is proven, and only a path is known
 * @param reachableThrough who could still wake one of those that are not proven; null where nobody asked
 */
public record SuspectProof(
        String grade,
        String certainty,
        int proven,
        int of,
        Instant at,
        double unchangedSeconds,
        String waitsFor,
        long objects,
        long bytes,
        @Nullable String reachableThrough) {

    private static final List<String> GRADES =
            List.of("strict", "without-weak-references", ThreadProof.WITHOUT_INTERRUPTS);

    /** Null where nothing is known. */
    static @Nullable SuspectProof of(List<TaskFacts> tasks, Proofs proofs) {
        if (proofs.isEmpty()) {
            return null;
        }
        List<ThreadProof> found = new ArrayList<>();
        Set<Long> threads = new HashSet<>();
        String path = null;
        for (TaskFacts task : tasks) {
            if (threads.add(task.threadId())) {
                ThreadProof proof = proofs.of(task.threadId());
                if (proof != null) {
                    found.add(proof);
                } else if (path == null) {
                    path = proofs.reachableThrough(task.threadId());
                }
            }
        }
        for (String grade : GRADES) {
            List<ThreadProof> ofGrade =
                    found.stream().filter(proof -> proof.grade().equals(grade)).toList();
            if (!ofGrade.isEmpty()) {
                return summed(ofGrade, threads.size(), path);
            }
        }
        return path == null ? null : new SuspectProof("", "", 0, threads.size(), Instant.EPOCH, 0, "", 0, 0, path);
    }

    private static SuspectProof summed(List<ThreadProof> proofs, int of, @Nullable String path) {
        ThreadProof first = proofs.get(0);
        return new SuspectProof(
                first.grade(),
                first.certainty(),
                proofs.size(),
                of,
                first.at(),
                first.unchangedSeconds(),
                first.waitsFor(),
                proofs.stream().mapToLong(ThreadProof::objects).sum(),
                proofs.stream().mapToLong(ThreadProof::bytes).sum(),
                path);
    }

    /** Whether it makes the group a proven one. */
    public boolean convicts() {
        return proven > 0 && !grade.equals(ThreadProof.WITHOUT_INTERRUPTS);
    }

    /** In sentences, no surer than it is. */
    List<String> evidence() {
        List<String> sentences = new ArrayList<>();
        if (proven > 0) {
            sentences.add("heap of " + at.toString().substring(11, 19)
                    + " UTC: no running, timed or wakeable thread could" + " reach what " + proven + " of " + of
                    + (of == 1 ? " waits for" : " wait for") + reservation());
            sentences.add("it is " + waitsFor + ", still waited for " + seconds() + " later, unchanged");
            if (bytes > 0) {
                sentences.add((proven == 1 ? "it keeps " : "each for itself, they keep ") + objects + " objects alive, "
                        + size(bytes));
            }
        }
        if (proven < of && reachableThrough != null && !reachableThrough.isEmpty()) {
            sentences.add(reachableThrough);
        }
        return sentences;
    }

    private String reservation() {
        return switch (grade) {
            case "strict" -> of == 1 ? ", nor the thread" : ", nor the threads";
            case ThreadProof.WITHOUT_INTERRUPTS -> ", but somebody could interrupt " + (of == 1 ? "it" : "them");
            default -> ", but through a weak reference";
        };
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.1f s", unchangedSeconds);
    }

    private static String size(long bytes) {
        return bytes < 10_000
                ? bytes + " bytes"
                : bytes < 10_000_000 ? bytes / 1_000 + " kB" : bytes / 1_000_000 + " MB";
    }
}

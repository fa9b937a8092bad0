package dev.parkranger.proof;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What was found, as lines of fields divided by tabs; the last one is {@code end}. */
final class Answer {

    private final Analysis analysis;
    private final PrintStream out;

    Answer(Analysis analysis, PrintStream out) {
        this.analysis = analysis;
        this.out = out;
    }

    /**
     * Writes it.
     *
     * @param millis that the analysis took
     */
    void write(boolean withPaths, long millis) {
        long begun = System.nanoTime();
        String abstention = analysis.abstention();
        if (abstention != null) {
            line("abstains", abstention);
        }
        List<Verdict> verdicts = analysis.verdicts();
        List<Integer> leaked = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            Grade grade = verdict.grade();
            if (grade != null) {
                line("proven", verdict.tid(), grade.label(), verdict.what());
                if (grade == Grade.STRICT) {
                    leaked.add(verdict.thread());
                }
            }
        }
        if (!leaked.isEmpty()) {
            Kept kept = new Kept(analysis, leaked);
            line("kept", kept.objects(), kept.bytes());
            for (int i = 0; i < leaked.size(); i++) {
                line("alone", analysis.heap().threads.get(leaked.get(i)).tid, kept.objects(i), kept.bytes(i));
            }
        }
        if (withPaths && abstention == null) {
            paths(verdicts);
        }
        line(
                "read",
                analysis.heap().file.length(),
                analysis.heap().nodes,
                millis + (System.nanoTime() - begun) / 1_000_000);
        line("end");
        out.flush();
    }

    /** They are a help, no more: where they need more memory than there is, there are none. */
    private void paths(List<Verdict> verdicts) {
        try {
            tellPaths(verdicts);
        } catch (OutOfMemoryError e) {
            System.err.println("no memory is left to say who could wake whom");
        }
    }

    private void tellPaths(List<Verdict> verdicts) {
        Paths paths = null;
        for (Verdict verdict : verdicts) {
            if (verdict.grade() == null && analysis.facts().wantsPath(verdict.tid())) {
                paths = paths == null ? new Paths(analysis) : paths;
                line("path", verdict.tid(), paths.to(verdict.thread()));
            }
        }
    }

    private void line(Object... fields) {
        for (int i = 0; i < fields.length; i++) {
            out.print(i == 0 ? "" : "\t");
            out.print(String.valueOf(fields[i]).replace('\t', ' ').replace('\n', ' '));
        }
        out.print('\n');
    }
}

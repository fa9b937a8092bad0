package dev.parkranger.agent.tests;

import dev.parkranger.agent.tests.programs.HeapProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By hand, not in the build: for how long a proof stops an application with a large heap, against a bare heap dump in turn
 * with it, and how long the analysis takes. Arguments: megabytes of live heap, parked virtual threads, rounds.
 */
public final class ProofBench {

    private static final Duration ATMOST = Duration.ofMinutes(5);
    private static final Pattern TOOK =
            Pattern.compile("stood still for ([0-9.]+) s, analysed in ([0-9.]+) s, ([0-9]+) MB of dump");

    private ProofBench() {}

    public static void main(String[] arguments) throws Exception {
        long megabytes = Long.parseLong(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Path directory = Files.createTempDirectory("proof-bench");
        List<Double> bare = new ArrayList<>();
        List<Double> pauses = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> analyses = new ArrayList<>();
        String dump = "";
        try (AgentJvm jvm = AgentJvm.program(HeapProgram.class, directory)
                .flags("-Xms4g", "-Xmx4g", "-Djava.io.tmpdir=" + directory)
                .options("prove-max-heap=8g")
                .ready()) {
            String used = jvm.run("fill " + megabytes, ATMOST);
            if (threads > 0) {
                jvm.run("park " + threads, ATMOST);
            }
            for (int round = -1; round < rounds; round++) {
                double without = Double.parseDouble(jvm.run("bare " + directory.resolve("bare.hprof"), ATMOST)) / 1e3;
                Matcher took = TOOK.matcher(jvm.run("prove", ATMOST));
                if (!took.find()) {
                    throw new IllegalStateException("no proof");
                }
                double with = Double.parseDouble(took.group(1));
                if (round >= 0) {
                    bare.add(without);
                    pauses.add(with);
                    ratios.add(with / without);
                    analyses.add(Double.parseDouble(took.group(2)));
                    dump = took.group(3);
                }
            }
            System.out.printf(
                    "JDK %d: %s bytes in use, %d virtual threads, %s MB of dump: bare dump %.2f s, pause %.2f s, ratio"
                            + " %.2f (%.2f to %.2f), analysis %.1f s (%.1f to %.1f); medians of %d%n",
                    Jdk.feature(),
                    used,
                    threads,
                    dump,
                    StartUpBench.median(bare),
                    StartUpBench.median(pauses),
                    StartUpBench.median(ratios),
                    Collections.min(ratios),
                    Collections.max(ratios),
                    StartUpBench.median(analyses),
                    Collections.min(analyses),
                    Collections.max(analyses),
                    rounds);
        }
    }
}

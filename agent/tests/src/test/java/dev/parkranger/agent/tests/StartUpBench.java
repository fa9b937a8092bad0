package dev.parkranger.agent.tests;

import dev.parkranger.agent.tests.programs.HelloProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * By hand, not in the build: what the agent adds to the wall time of hello world, median of 20, on this JDK; and what it
 * adds when it is started as a library. All take turns, so that a busy machine is unfair to none.
 */
public final class StartUpBench {

    private static final int WARM_UP = 3;
    private static final int RUNS = 20;

    private StartUpBench() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("start-up");
        List<Double> bare = new ArrayList<>();
        List<Double> armed = new ArrayList<>();
        List<Double> library = new ArrayList<>();
        for (int run = -WARM_UP; run < RUNS; run++) {
            double without = millis(program(directory).withoutAgent());
            double with = millis(program(directory));
            double withLibrary = millis(program(directory).asLibrary());
            if (run >= 0) {
                bare.add(without);
                armed.add(with);
                library.add(withLibrary);
            }
        }
        System.out.printf(
                "JDK %d: %.0f ms without, %.0f ms with the agent, %.0f ms added; as a library %.0f ms added (medians of %d)%n",
                Jdk.feature(),
                median(bare),
                median(armed),
                median(armed) - median(bare),
                median(library) - median(bare),
                RUNS);
    }

    private static AgentJvm.Builder program(Path directory) {
        return AgentJvm.program(HelloProgram.class, directory).options("").withoutReportFile();
    }

    private static double millis(AgentJvm.Builder program) throws Exception {
        long start = System.nanoTime();
        try (AgentJvm jvm = program.start()) {
            AgentJvm.Ended ended = jvm.awaitEnd(Duration.ofSeconds(30));
            double millis = (System.nanoTime() - start) / 1e6;
            if (ended.exitCode() != 0 || !ended.stderr().isEmpty()) {
                throw new IllegalStateException("not a healthy start: " + ended.all());
            }
            return millis;
        }
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}

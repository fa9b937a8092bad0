package dev.parkranger.benchmarks.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs a row's processes one after the other, variants taking turns. */
final class Measurement {

    private final Settings settings;
    private final Results results;
    private volatile @Nullable Child running;

    Measurement(Settings settings, Results results) {
        this.settings = settings;
        this.results = results;
    }

    void run(Row row, Jdk jdk) throws IOException, InterruptedException {
        Series before = settings.resume() ? results.read(row, jdk) : new Series(List.of());
        if (before.samples().isEmpty()) {
            results.begin(row, jdk);
        }
        long begun = System.nanoTime();
        for (int round = 0; ; round++) {
            List<Variant> turn = turn(row, round);
            if (turn.isEmpty()) {
                break;
            }
            for (Variant variant : turn) {
                if (before.has(variant, round)) {
                    continue;
                }
                Sample sample = sample(row, variant, jdk, round);
                results.add(row, jdk, sample);
                if (sample.failure() != null) {
                    System.out.printf("%s on %d, %s: FAILED, %s%n", row.id, jdk.feature(), variant, sample.failure());
                }
            }
        }
        System.out.printf("%s on %d: %.0f s%n", row.id, jdk.feature(), (System.nanoTime() - begun) / 1e9);
    }

    /** Another one begins each round, so that none is always the one after a certain other. */
    private List<Variant> turn(Row row, int round) {
        List<Variant> turn = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            if (round < row.rounds(variant, settings.rounds())) {
                turn.add(variant);
            }
        }
        if (!turn.isEmpty()) {
            Collections.rotate(turn, round);
        }
        return turn;
    }

    /** Nobody would end the program that runs, should the table itself be ended. */
    void abandon() {
        Child child = running;
        if (child != null) {
            child.close();
        }
    }

    private Sample sample(Row row, Variant variant, Jdk jdk, int round) throws InterruptedException {
        try (Child child = Child.start(row, variant, jdk, settings)) {
            running = child;
            Map<String, Double> driven = row.drive.drive(child, settings);
            Map<String, Double> figures = new TreeMap<>(child.figures());
            figures.putAll(driven);
            String sign = variant.sign;
            if (sign != null && !child.hasSaid(sign)) {
                return Sample.failed(variant, round, "it was not there: nothing says " + sign);
            }
            if (variant.isParkRanger() && isUnfit(row, figures)) {
                return Sample.failed(variant, round, "the agent was not armed, or had errors: " + figures);
            }
            return new Sample(variant, round, figures, null);
        } catch (IOException | RuntimeException e) {
            return Sample.failed(variant, round, String.valueOf(e.getMessage()));
        }
    }

    /** Hello world has no time to ask. */
    private static boolean isUnfit(Row row, Map<String, Double> figures) {
        return !row.program.equals("Hello")
                && (figures.getOrDefault("armed", 0.0) != 1 || figures.getOrDefault("SuppressedErrors", 0.0) != 0);
    }
}

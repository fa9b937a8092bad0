package dev.parkranger.agent.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a child prints on one stream, read as it comes, so that the child never blocks on a full pipe. */
final class Output {

    private final List<String> lines = new ArrayList<>();
    private final Thread pump;
    private boolean ended;

    Output(String name, InputStream stream) {
        pump = new Thread(() -> read(stream), name);
        pump.setDaemon(true);
        pump.start();
    }

    private void read(InputStream stream) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(" + e + ")");
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized int size() {
        return lines.size();
    }

    /** The first such line from a position on; empty when the time is over or the child has closed the stream. */
    synchronized Optional<String> await(int from, Predicate<String> condition, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        int next = from;
        while (true) {
            for (; next < lines.size(); next++) {
                if (condition.test(lines.get(next))) {
                    return Optional.of(lines.get(next));
                }
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || ended) {
                return Optional.empty();
            }
            wait(left);
        }
    }

    void awaitEnd(Duration atMost) throws InterruptedException {
        pump.join(atMost.toMillis());
    }
}

package dev.parkranger.agent.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads every report of a JVM while other things go on, and remembers each group that was ever above watch. */
final class ServerSightings {

    private static final long POLL_MILLIS = 150;

    private final AgentJvm jvm;
    private final Thread watcher = new Thread(this::watch, "watcher");
    private final Map<String, Sighting> sightings = new LinkedHashMap<>();
    private String phase = "start";
    private boolean closing;

    ServerSightings(AgentJvm jvm) {
        this.jvm = jvm;
        watcher.setDaemon(true);
        watcher.start();
    }

    private synchronized void watch() {
        try {
            while (!closing) {
                jvm.report().ifPresent(this::see);
                wait(POLL_MILLIS);
            }
        } catch (IOException e) {
            sightings.put("unreadable", new Sighting(phase, "the report: " + e, ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void see(JsonReport report) {
        for (JsonNode suspect : report.suspectsAboveWatch()) {
            sightings.putIfAbsent(
                    suspect.path("id").asText(),
                    new Sighting(phase, JsonReport.frame(suspect), report.at() + " " + suspect.toPrettyString()));
        }
    }

    synchronized void phase(String name) {
        phase = name;
    }

    synchronized List<Sighting> seen() {
        return List.copyOf(sightings.values());
    }

    static String text(List<Sighting> sightings) {
        return sightings.stream().map(Sighting::toString).collect(Collectors.joining("\n"));
    }

    void end() throws InterruptedException {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        watcher.join(5_000);
    }

    /** The first sight of a group: while what went on, whom it blamed, and the whole of it. */
    record Sighting(String phase, String frame, String text) {

        @Override
        public String toString() {
            return "while " + phase + ": " + text;
        }
    }
}

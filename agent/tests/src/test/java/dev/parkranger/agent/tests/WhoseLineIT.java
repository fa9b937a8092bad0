package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application and a library that nobody has heard of, each in its jar: which line is blamed, and that its id is the
 * same whatever JDK runs it and whoever compiled it.
 */
class WhoseLineIT {

    /** Starts a thread that waits for ever, from within; and is a task that does so. */
    private static final String CLIENT = """
            package org.quarry.client;
            import java.util.concurrent.CountDownLatch;
            public class Client implements Runnable {
                public static Client open() {
                    Client client = new Client();
                    client.begin();
                    return client;
                }
                private void begin() {
                    Thread thread = new Thread(Client::listen, "quarry");
                    thread.setDaemon(true);
                    thread.start();
                }
                @Override public void run() {
                    begin();
                }
                private static void listen() {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
            """;

    private static final String MAIN = """
            package com.acme.shop;
            import java.util.concurrent.*;
            import org.quarry.client.Client;
            public class Main {
                %s
                public static void main(String[] arguments) throws Exception {
                    ExecutorService pool = Executors.newFixedThreadPool(2);
                    for (int i = 0; i < 8; i++) {
                        pool.submit(new Quotes());
                        pool.submit(Main::orders);
                        pool.submit(Main::client);
                        pool.submit(Main::schedule);
                        pool.submit(new Client());
                        Thread.sleep(200);
                    }
                    System.out.println("ready");
                    Thread.sleep(600_000);
                }
                static void orders() {
                    Thread thread = new Thread(new Runnable() {
                        @Override public void run() {
                            try {
                                new SynchronousQueue<String>().put("order");
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        }
                    }, "orders-" + System.nanoTime());
                    thread.setDaemon(true);
                    thread.start();
                }
                static void client() {
                    Client.open();
                }
                static void schedule() {
                    Executors.newScheduledThreadPool(1).scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
                }
            }
            """;

    private static final String QUOTES = """
            package com.acme.shop;
            import java.util.concurrent.locks.*;
            class Quotes implements Runnable {
                %s
                @Override public void run() {
                    %s
                    Thread thread = new Thread(() -> {
                        Lock lock = new ReentrantLock();
                        lock.lock();
                        lock.newCondition().awaitUninterruptibly();
                    });
                    thread.setDaemon(true);
                    thread.start();
                }
            }
            """;

    /** Written down, so that they are the same on each JDK; a change of one voids the users' ignore lists. */
    private static final Map<String, String> IDS = Map.of(
            "com.acme.shop.Quotes.run", "b7e62686",
            "com.acme.shop.Main.orders", "4f3a607a",
            "com.acme.shop.Main.client", "f133d712",
            "com.acme.shop.Main.schedule", "e8ecef69",
            "org.quarry.client.Client.begin", "466902b0");

    @TempDir
    Path directory;

    @Test
    void the_line_that_called_a_library_is_blamed_and_its_id_is_the_same_on_each_jdk() throws Exception {
        JsonReport report = run(sources("", "", ""));

        assertThat(ids(report)).isEqualTo(new TreeMap<>(IDS));
        JsonNode within = report.suspectAt("org.quarry.client.Client.begin").orElseThrow();
        assertThat(evidence(within))
                .contains("no line of the application on the stack: made wholly within org.quarry.client");
        JsonNode called = report.suspectAt("com.acme.shop.Main.client").orElseThrow();
        assertThat(evidence(called)).noneMatch(sentence -> sentence.startsWith("no line of the application"));
    }

    @Test
    void a_rebuild_that_moves_lines_and_counts_lambdas_and_anonymous_classes_anew_keeps_the_ids() throws Exception {
        String above = """
                // Something new,
                // above.
                static final Runnable FIRST = () -> {};
                static final Object SECOND = new Object() { @Override public String toString() { return "second"; } };
                """;
        JsonReport report = run(sources(above, above, "Runnable before = () -> {}; before.run();"));

        assertThat(ids(report)).isEqualTo(new TreeMap<>(IDS));
    }

    private static Map<String, String> sources(String inMain, String inQuotes, String inRun) {
        return Map.of(
                "com.acme.shop.Main",
                MAIN.formatted(inMain),
                "com.acme.shop.Quotes",
                QUOTES.formatted(inQuotes, inRun));
    }

    private JsonReport run(Map<String, String> sources) throws Exception {
        Path library = Compiled.jar(directory, "quarry", Map.of("org.quarry.client.Client", CLIENT));
        Path application = Compiled.jar(directory, "shop", sources, library);
        try (AgentJvm jvm = AgentJvm.program("com.acme.shop.Main", directory)
                .onlyClassPath(application, library)
                .ready()) {
            return jvm.awaitReport(
                    "all five", report -> report.suspectsAboveWatch().size() >= IDS.size());
        }
    }

    private static Map<String, String> ids(JsonReport report) {
        Map<String, String> ids = new TreeMap<>();
        for (JsonNode suspect : report.suspectsAboveWatch()) {
            String frame = JsonReport.frame(suspect);
            ids.put(frame.substring(0, frame.indexOf('(')), suspect.path("id").asText());
        }
        return ids;
    }

    private static List<String> evidence(JsonNode suspect) {
        List<String> sentences = new ArrayList<>();
        suspect.path("evidence").forEach(sentence -> sentences.add(sentence.asText()));
        return sentences;
    }
}

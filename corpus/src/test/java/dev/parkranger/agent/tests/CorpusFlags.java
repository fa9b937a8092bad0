package dev.parkranger.agent.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Flags for the JVM that the corpus runs in; none is how it runs by default. */
record CorpusFlags(String text) {

    private static final String NONE = "none";

    /** One set a line; by default the one without any. */
    static List<CorpusFlags> asked() {
        List<CorpusFlags> sets = System.getProperty("parkranger.test.proof.flags", "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(CorpusFlags::new)
                .toList();
        return sets.isEmpty() ? List.of(new CorpusFlags(NONE)) : sets;
    }

    boolean isDefault() {
        return text.equals(NONE);
    }

    String[] all() {
        return isDefault() ? new String[0] : text.split("\\s+");
    }

    /** Compiles each method before it runs it, and so takes many times as long to come up. */
    boolean isSlow() {
        return Stream.of(all()).anyMatch("-Xcomp"::equals);
    }

    /** What this JDK says instead of starting; empty where it takes them. */
    Optional<String> refusal() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Jdk.java().toString()));
        command.addAll(List.of(all()));
        command.add("-version");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0
                ? Optional.empty()
                : Optional.of(said.lines().findFirst().orElse("nothing"));
    }
}

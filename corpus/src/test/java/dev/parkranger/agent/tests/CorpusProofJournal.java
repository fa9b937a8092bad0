package dev.parkranger.agent.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What was proven in JVMs that have ended, one a line, so that a long count can be taken up where it was broken off: twenty
 * runs of the corpus take an hour. Of another jar or another corpus nothing is taken up.
 */
final class CorpusProofJournal {

    private static final String BETWEEN = " ;; ";

    private final Path file;
    private final Map<String, CorpusProof> known = new ConcurrentHashMap<>();

    private CorpusProofJournal(Path file) {
        this.file = file;
    }

    /** Empty unless {@code -Dparkranger.test.proof.resume=true}. */
    static CorpusProofJournal open() throws IOException {
        Path directory = Path.of(System.getProperty("parkranger.test.proof.results"));
        Files.createDirectories(directory);
        var journal = new CorpusProofJournal(directory.resolve(Jdk.feature() + "-" + fingerprint() + ".tsv"));
        if (Boolean.getBoolean("parkranger.test.proof.resume")) {
            journal.read();
        } else {
            Files.deleteIfExists(journal.file);
        }
        return journal;
    }

    private void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t", -1);
            known.put(
                    parts[0],
                    new CorpusProof(
                            Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), split(parts[3]), split(parts[4])));
        }
    }

    private static List<String> split(String texts) {
        return texts.isEmpty() ? List.of() : List.of(texts.split(BETWEEN));
    }

    Optional<CorpusProof> of(String key) {
        return Optional.ofNullable(known.get(key));
    }

    synchronized void add(String key, CorpusProof proof) throws IOException {
        String line = String.join(
                "\t",
                key,
                String.valueOf(proof.provable()),
                String.valueOf(proof.proven()),
                joined(proof.unproven()),
                joined(proof.wrongly()));
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String joined(List<String> texts) {
        return String.join(BETWEEN, texts).replaceAll("\\s", " ");
    }

    private static String fingerprint() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> files = new ArrayList<>(List.of(Jdk.parkranger()));
            try (Stream<Path> sources = Files.walk(Path.of(System.getProperty("parkranger.test.corpus.sources")))) {
                sources.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
            for (Path each : files) {
                try (InputStream in = Files.newInputStream(each)) {
                    digest.update(in.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}

package dev.parkranger.prover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a proof, and what of earlier ones. */
class DumpFolderTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.now().minus(Duration.ofDays(1)));

    @TempDir
    Path parent;

    private Path folderWithAFile(String name) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.writeString(folder.resolve("heap.hprof"), "heap");
        return folder;
    }

    @Test
    void nothing_is_left_when_it_is_closed() throws Exception {
        try (DumpFolder folder = DumpFolder.open(parent)) {
            Files.writeString(folder.facts(), "facts");
        }

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void what_a_killed_jvm_has_left_goes_after_hours_and_what_another_is_at_work_on_stays() throws Exception {
        Path stale = folderWithAFile("parkranger-proof-1");
        Path fresh = folderWithAFile("parkranger-proof-2");
        Files.setLastModifiedTime(stale, LONG_AGO);

        DumpFolder.open(parent).close();

        assertThat(stale).doesNotExist();
        assertThat(fresh.resolve("heap.hprof")).exists();
    }

    @Test
    void a_link_of_that_name_leads_nowhere() throws Exception {
        Path ours = folderWithAFile("precious");
        Files.createSymbolicLink(parent.resolve("parkranger-proof-3"), ours);
        Files.setLastModifiedTime(ours, LONG_AGO);

        DumpFolder.open(parent).close();

        assertThat(ours.resolve("heap.hprof")).exists();
    }
}

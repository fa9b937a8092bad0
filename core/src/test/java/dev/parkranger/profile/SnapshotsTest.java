package dev.parkranger.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.Ground;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private final Ground ground = new Ground();
    private final Snapshots snapshots = new Snapshots(new Profiles(
            ground.registry,
            ground.stacks,
            new CodeMap(List.of()),
            ground.time,
            ground.time,
            List::of,
            () -> Parked.NOBODY));

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void what_grows_most_comes_first_per_minute() {
        ground.begins("GET /a");
        String before = snapshots.take();
        ground.server.does(() -> ground.starts());
        ground.ends();
        ground.begins("GET /b");
        for (int i = 0; i < 3; i++) {
            ground.server.does(() -> ground.starts());
        }
        ground.ends();
        ground.time.passes(Duration.ofSeconds(30));

        String diff = snapshots.diff(before, snapshots.take());

        assertThat(diff)
                .startsWith("from  1  2026-11-23T12:00:01Z  1 threads in 1 groups\n"
                        + "to    2  2026-11-23T12:00:31Z  5 threads in 3 groups\n"
                        + "\n+3 (+6.0 a minute), now 3  kind=platform  owner=GET /b")
                .contains("\n    at com.acme.Quotes.lambda$fetch$0(Quotes.java:44)\n")
                .containsSubsequence("+3 (", "+1 (", "-1 (");
        assertThat(snapshots.diff("2", "1")).as("in either order").isEqualTo(diff);
    }

    @Test
    void nothing_changed_is_said() {
        assertThat(snapshots.diff(snapshots.take(), snapshots.take())).endsWith("nothing has changed\n");
    }

    @Test
    void the_oldest_are_forgotten_and_who_asks_for_one_hears_which_there_are() {
        for (int i = 0; i < Snapshots.MAX + 1; i++) {
            snapshots.take();
        }

        assertThat(snapshots.list()).hasSize(Snapshots.MAX).first().asString().startsWith("2  2026-");
        assertThatThrownBy(() -> snapshots.diff("1", "2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("found the snapshot \"1\", there are 2, 3, ");
    }
}

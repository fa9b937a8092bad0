package dev.parkranger.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.Ground;
import dev.parkranger.reaper.LiveStacks;
import dev.parkranger.record.Frame;
import dev.parkranger.record.ThreadIds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    private final Ground ground = new Ground();
    private final AtomicReference<Parked> parked = new AtomicReference<>(Parked.NOBODY);
    private final Profiles profiles = new Profiles(
            ground.registry, ground.stacks, new CodeMap(List.of()), ground.time, ground.time, List::of, parked::get);

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void threads_that_stand_alike_are_one_group_with_what_is_known_of_them() {
        ground.begins("GET /quotes");
        ground.server.does(() -> {
            ground.starts();
            ground.starts();
        });
        ground.ends();

        Profile profile = profiles.take(ProfileKind.GOROUTINE, "threads");

        assertThat(profile.type()).isEqualTo("threads");
        Profile.Group group = ofOwner(profile, "GET /quotes");
        assertThat(group.count()).isEqualTo(2);
        assertThat(group.labels())
                .containsExactly(
                        new Label("kind", "platform"),
                        new Label("owner", "GET /quotes"),
                        new Label("owner_ended", "true"),
                        new Label("owner_kind", "scope"),
                        new Label("state", "WAITING"));
        assertThat(group.frames()).extracting(Frame::methodName).contains("put", "lambda$fetch$0");
    }

    @Test
    void what_serves_a_request_is_the_requests_for_the_time() {
        ground.begins("GET /open");

        assertThat(ofOwner(profiles.take(ProfileKind.GOROUTINE), "GET /open").count())
                .isEqualTo(1);
    }

    @Test
    void creations_are_grouped_by_where_they_were_started() {
        for (int i = 0; i < 2; i++) {
            ground.request(() -> ground.starts());
        }

        Profile.Group group = ofOwner(profiles.take(ProfileKind.CREATION), "GET /");

        assertThat(group.count()).isEqualTo(2);
        assertThat(group.frames()).extracting(Frame::methodName).contains("starts");
    }

    @Test
    void a_running_submission_is_told_by_where_it_was_submitted_and_its_worker_by_where_it_was_started() {
        Object pool = new Object();
        Runnable task = Ground.task();
        ground.recorder.poolConstructed(pool);
        ground.begins("GET /");
        ground.server.does(() -> ground.recorder.submitted(pool, task));
        var worker = ground.worker(pool);
        worker.does(() -> ground.recorder.taskBegins(task));

        List<Profile.Group> groups = profiles.take(ProfileKind.CREATION).groups();

        assertThat(groups)
                .filteredOn(group -> group.labels().contains(new Label("kind", "submitted")))
                .singleElement()
                .satisfies(group -> assertThat(group.labels()).contains(new Label("owner", "GET /")));
        assertThat(groups).anyMatch(group -> group.labels().contains(new Label("owner_kind", "pool")));
        worker.does(() -> ground.recorder.taskEnds(task));
    }

    @Test
    void a_dump_tells_each_thread_its_state_for_how_long_and_for_whom() throws IOException {
        ground.request(() -> ground.starts());
        ground.time.passes(Duration.ofMinutes(3));
        ground.look();
        parked.set(Parked.of(ground.look()));
        ground.time.passes(Duration.ofMinutes(2));
        String before = ground.look().tasks().get(0).threadName();

        String dump = dump();

        assertThat(dump)
                .containsPattern("# platform \"" + before + "\", started 315 s ago\n"
                        + "goroutine \\d+ \\[WAITING, 2 minutes\\]:\n"
                        + "jdk.internal.misc.Unsafe.park\\(...\\)\n"
                        + "\tjdk/internal/misc/Unsafe.java:0\n")
                .contains("com.acme.Quotes.lambda$fetch$0(...)\n\tcom/acme/Quotes.java:44\n")
                .containsPattern("created by \\S+ for owner GET /, ended 315 s ago\n\t\\S+:\\d+\n\n");
    }

    @Test
    void real_threads_are_read_as_they_stand_and_those_that_have_ended_are_nowhere() throws Exception {
        AtomicReference<Thread> ended = new AtomicReference<>();
        ground.server.does(() -> {
            ground.starts();
            Thread thread = new Thread(() -> {});
            ground.recorder.platformStarting(thread, null);
            thread.start();
            ended.set(thread);
        });
        ended.get().join();
        StringBuilder text = new StringBuilder();

        new Profiles(
                        ground.registry,
                        new LiveStacks(ground.registry),
                        new CodeMap(List.of()),
                        ground.time,
                        ground.time,
                        List::of,
                        parked::get)
                .dump(text);

        assertThat(text.toString())
                .contains("dev.parkranger.reaper.Ground.lambda$thread$")
                .doesNotContain("goroutine " + ThreadIds.of(ended.get()) + " ");
    }

    private String dump() throws IOException {
        StringBuilder text = new StringBuilder();
        profiles.dump(text);
        return text.toString();
    }

    private static Profile.Group ofOwner(Profile profile, String owner) {
        return profile.groups().stream()
                .filter(group -> group.labels().contains(new Label("owner", owner)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(profile.groups().toString()));
    }
}

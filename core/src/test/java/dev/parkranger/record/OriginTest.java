package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginTest {

    private static Frame frame(String method) {
        return new Frame("com.acme.Feed", method, "Feed.java", 7);
    }

    private static int creators(Origin origin) {
        int count = 0;
        for (Origin at = origin.creator(); at != null; at = at.creator()) {
            count++;
        }
        return count;
    }

    @Test
    void an_origin_without_a_creator_has_none() {
        assertThat(Origin.of(List.of(frame("start"))).creator()).isNull();
    }

    @Test
    void what_began_before_the_agent_is_no_creator() {
        Origin origin = Origin.of(List.of(frame("start")), Origin.UNKNOWN);

        assertThat(origin.creator()).isNull();
        assertThat(Origin.UNKNOWN.frames()).isEmpty();
    }

    @Test
    void between_two_and_six_creators_are_kept_whatever_the_length_of_the_chain() {
        Origin origin = Origin.of(List.of(frame("first")));
        for (int i = 1; i <= 1_000; i++) {
            origin = Origin.of(List.of(frame("number" + i)), origin);
            assertThat(creators(origin)).isBetween(Math.min(i, 2), 6);
        }
    }

    @Test
    void the_nearest_creators_are_the_ones_kept() {
        Origin origin = Origin.of(List.of(frame("number0")));
        for (int i = 1; i <= 100; i++) {
            origin = Origin.of(List.of(frame("number" + i)), origin);
            Origin creator = origin.creator();
            assertThat(creator).isNotNull();
            assertThat(creator.frames()).containsExactly(frame("number" + (i - 1)));
            if (i > 1) {
                assertThat(creator.creator()).isNotNull();
                assertThat(creator.creator().frames()).containsExactly(frame("number" + (i - 2)));
            }
        }
    }

    @Test
    void a_chain_of_a_million_origins_stays_short() {
        Origin origin = Origin.of(List.of(frame("first")));
        List<Frame> frames = List.of(frame("again"));
        for (int i = 0; i < 1_000_000; i++) {
            origin = Origin.of(frames, origin);
        }

        assertThat(creators(origin)).isBetween(2, 6);
    }

    @Test
    void the_far_end_of_a_long_chain_can_be_collected() {
        Origin origin = Origin.of(List.of(frame("first")));
        WeakReference<Origin> first = new WeakReference<>(origin);
        for (int i = 0; i < 20; i++) {
            origin = Origin.of(List.of(frame("again")), origin);
        }

        for (int i = 0; i < 50 && !first.refersTo(null); i++) {
            System.gc();
        }

        assertThat(first.refersTo(null)).isTrue();
        assertThat(creators(origin)).isPositive();
    }

    @Test
    void a_captured_stack_begins_outside_the_agent() {
        Origin origin = Origin.here(Origin.UNKNOWN);

        // This test is in the recorder's own package, so its frames go too; what called it is left.
        assertThat(origin.frames()).isNotEmpty();
        assertThat(origin.frames().get(0).className()).doesNotStartWith("dev.parkranger.");
    }

    @Test
    void reading_the_frames_lets_go_of_the_backtrace() {
        Origin origin = Origin.here(Origin.UNKNOWN);
        assertThat(origin.isResolved()).isFalse();

        List<Frame> frames = origin.frames();

        assertThat(origin.isResolved()).isTrue();
        assertThat(origin.frames()).isSameAs(frames);
    }

    @Test
    void a_stack_deeper_than_anyone_reads_is_cut() {
        assertThat(deep(2_000).frames()).hasSizeLessThanOrEqualTo(256);
    }

    private static Origin deep(int depth) {
        return depth == 0 ? Origin.here(Origin.UNKNOWN) : deep(depth - 1);
    }

    @Test
    void without_capture_there_is_nothing_to_resolve() {
        Origin origin = Origin.uncaptured();

        assertThat(origin.isResolved()).isTrue();
        assertThat(origin.frames()).isEmpty();
        assertThat(origin.creator()).isNull();
    }

    @Test
    void a_lambda_is_read_as_the_method_that_holds_it() {
        assertThat(frame("lambda$fetch$12").sourceMethod()).isEqualTo("fetch");
        assertThat(frame("lambda$a$b$0").sourceMethod()).isEqualTo("a$b");
        assertThat(frame("fetch").sourceMethod()).isEqualTo("fetch");
        assertThat(frame("access$000").sourceMethod()).isEqualTo("access$000");
    }

    @Test
    void a_frame_reads_as_in_a_stack_trace() {
        assertThat(frame("fetch")).hasToString("com.acme.Feed.fetch(Feed.java:7)");
        assertThat(new Frame("a.B", "c", null, -1)).hasToString("a.B.c(Unknown Source)");
        assertThat(new Frame("a.B", "c", "B.java", -2)).hasToString("a.B.c(Native Method)");
        assertThat(new Frame("a.B", "c", "B.java", 0)).hasToString("a.B.c(B.java)");
    }
}

package dev.parkranger.reaper;

import static dev.parkranger.reaper.Progress.IDLING;
import static dev.parkranger.reaper.Progress.INERT;
import static dev.parkranger.reaper.Progress.MOVING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Progress beats state. */
class WatchTest {
    private static final List<Frame> POLL = stack("poll", 10);
    private static final List<Frame> POLL_BELOW = stack("poll", 12);
    private static final List<Frame> ELSEWHERE = stack("drain", 10);

    private static final List<Frame> READ = inNative("sun.nio.ch.SocketDispatcher", "read0");
    private static final List<Frame> SELECT = inNative("sun.nio.ch.EPoll", "wait");

    private static final long SECOND = 1_000_000_000L;

    private final Watch watch = new Watch();
    private long now = 1_000;
    private int stacksTaken;

    private static List<Frame> stack(String method, int line) {
        return List.of(
                new Frame("java.util.concurrent.SynchronousQueue", "take", null, 1),
                new Frame("com.acme.Feed", method, "Feed.java", line));
    }

    private Progress sees(Sample sample, @Nullable List<Frame> stack) {
        return sees(sample, false, stack);
    }

    /** As of a pool's worker that is in no task. */
    private Progress seesWorker(Sample sample, @Nullable List<Frame> stack) {
        return sees(sample, true, stack);
    }

    private Progress sees(Sample sample, boolean worker, @Nullable List<Frame> stack) {
        now += SECOND;
        watch.see(sample, now, worker, () -> {
            stacksTaken++;
            return stack;
        });
        return watch.progress();
    }

    private static Sample waiting(int waits) {
        return new Sample(Thread.State.WAITING, waits, 0, 0, 7, "a.Queue");
    }

    private static Sample timed(int waits) {
        return timed(waits, 0);
    }

    private static Sample timed(int waits, long cpuNanos) {
        return new Sample(Thread.State.TIMED_WAITING, waits, 0, cpuNanos, 7, "a.Queue");
    }

    private static Sample blocked(int blocks) {
        return new Sample(Thread.State.BLOCKED, 0, blocks, 0, 9, "a.Lock");
    }

    private static Sample running() {
        return new Sample(Thread.State.RUNNABLE, 3, 0, 0, 0, "");
    }

    private static Sample running(long cpuNanos) {
        return running(3, cpuNanos);
    }

    private static Sample running(int waits, long cpuNanos) {
        return new Sample(Thread.State.RUNNABLE, waits, 0, cpuNanos, 0, "");
    }

    private static List<Frame> inNative(String className, String method) {
        return List.of(
                new Frame(className, method, null, -2), new Frame("com.acme.Feed", "lambda$start$0", "Feed.java", 10));
    }

    private static Sample virtual(Thread.State state, int resumes, int blocker) {
        return new Sample(state, resumes, 0, 0, blocker, blocker == 0 ? "" : "a.Queue");
    }

    private static Sample virtual(int resumes, int blocker) {
        return virtual(Thread.State.WAITING, resumes, blocker);
    }

    @Test
    void what_is_seen_parked_for_the_first_time_may_be_moving() {
        assertThat(sees(waiting(1), POLL)).isEqualTo(MOVING);
    }

    @Test
    void the_same_counts_are_the_same_wait() {
        sees(waiting(1), POLL);

        assertThat(sees(waiting(1), POLL)).isEqualTo(INERT);
        assertThat(watch.isReentered()).isFalse();
        assertThat(watch.parkedNanos(now)).isEqualTo(SECOND);
    }

    @Test
    void the_same_wait_needs_no_second_stack() {
        sees(waiting(1), POLL);
        sees(waiting(1), POLL);
        sees(waiting(1), POLL);

        assertThat(stacksTaken).isEqualTo(1);
    }

    @Test
    void a_thread_blocked_on_a_monitor_is_parked_too() {
        sees(blocked(4), POLL);

        assertThat(sees(blocked(4), POLL)).isEqualTo(INERT);
    }

    @Test
    void counts_that_moved_on_the_same_stack_are_idling() {
        sees(timed(1), POLL);

        assertThat(sees(timed(5), POLL)).isEqualTo(IDLING);
        assertThat(watch.isReentered()).isTrue();
        assertThat(watch.parkedNanos(now)).isEqualTo(SECOND);
    }

    @Test
    void a_loop_that_polls_on_two_lines_is_idling() {
        sees(timed(1), POLL);

        assertThat(sees(timed(5), POLL_BELOW)).isEqualTo(IDLING);
    }

    @Test
    void idling_for_an_hour_is_idling_still() {
        sees(timed(1), POLL);
        for (int i = 2; i < 700; i++) {
            assertThat(sees(timed(i), POLL)).isEqualTo(IDLING);
        }
        assertThat(watch.parkedNanos(now)).isEqualTo(698 * SECOND);
    }

    @Test
    void a_wait_in_another_place_is_progress() {
        sees(waiting(1), POLL);
        sees(waiting(1), POLL);

        assertThat(sees(waiting(2), ELSEWHERE)).isEqualTo(MOVING);
        assertThat(watch.parkedNanos(now)).isZero();
        assertThat(sees(waiting(2), ELSEWHERE)).isEqualTo(INERT);
    }

    @Test
    void a_deeper_stack_is_another_place() {
        sees(waiting(1), POLL);

        assertThat(sees(waiting(2), List.of(POLL.get(0), POLL.get(1), POLL.get(1))))
                .isEqualTo(MOVING);
    }

    @Test
    void another_state_is_progress() {
        sees(waiting(1), POLL);

        assertThat(sees(timed(2), POLL)).isEqualTo(MOVING);
    }

    @Test
    void what_runs_is_moving_and_begins_anew() {
        sees(waiting(1), POLL);
        sees(timed(1), POLL);
        assertThat(sees(running(), null)).isEqualTo(MOVING);
        assertThat(watch.isReentered()).isFalse();
        assertThat(sees(waiting(1), POLL)).isEqualTo(MOVING);
        assertThat(sees(waiting(1), POLL)).isEqualTo(INERT);
        assertThat(watch.parkedNanos(now)).isEqualTo(SECOND);
    }

    // ---- who woke it ----

    @Test
    void a_wait_without_timeout_that_is_entered_anew_was_ended_by_somebody() {
        sees(waiting(1), POLL);

        assertThat(sees(waiting(2), POLL)).isEqualTo(MOVING);
        assertThat(watch.isReentered()).isFalse();
        assertThat(watch.parkedNanos(now)).isZero();
    }

    @Test
    void whoever_was_woken_and_is_left_alone_from_then_on_is_inert() {
        sees(waiting(1), POLL);
        sees(waiting(2), POLL);

        assertThat(sees(waiting(2), POLL)).isEqualTo(INERT);
        assertThat(watch.parkedNanos(now)).isEqualTo(SECOND);
    }

    @Test
    void an_idle_workers_wait_that_is_entered_anew_is_idling_whatever_woke_it() {
        seesWorker(waiting(1), POLL);

        assertThat(seesWorker(waiting(2), POLL)).isEqualTo(IDLING);
        assertThat(seesWorker(waiting(9_000), POLL)).isEqualTo(IDLING);
        assertThat(watch.isReentered()).isTrue();
    }

    @Test
    void an_idle_worker_found_in_another_wait_is_moving() {
        seesWorker(waiting(1), POLL);

        assertThat(seesWorker(waiting(2), ELSEWHERE)).isEqualTo(MOVING);
    }

    @Test
    void a_lock_that_is_waited_for_anew_was_let_go_by_somebody() {
        sees(blocked(4), POLL);

        assertThat(sees(blocked(5), POLL)).isEqualTo(MOVING);
    }

    @Test
    void a_wait_with_a_timeout_after_one_without_is_progress() {
        sees(timed(1), POLL);

        assertThat(sees(waiting(2), POLL)).isEqualTo(MOVING);
    }

    @Test
    void what_wakes_twenty_times_a_second_may_poll_and_what_wakes_more_often_works() {
        sees(timed(0), POLL);
        assertThat(sees(timed(20), POLL)).isEqualTo(IDLING);
        assertThat(sees(timed(40), POLL)).isEqualTo(IDLING);

        assertThat(sees(timed(61), POLL)).isEqualTo(MOVING);
        assertThat(watch.parkedNanos(now)).isZero();
    }

    @Test
    void what_uses_a_thousandth_of_a_core_may_poll_and_what_uses_more_works() {
        sees(timed(0, 0), POLL);
        assertThat(sees(timed(1, SECOND / 1_000), POLL)).isEqualTo(IDLING);

        assertThat(sees(timed(2, 2 * SECOND / 1_000 + 1), POLL)).isEqualTo(MOVING);
    }

    @Test
    void how_often_an_idle_worker_wakes_and_what_it_uses_says_nothing() {
        seesWorker(timed(0, 0), POLL);

        assertThat(seesWorker(timed(10_000, SECOND), POLL)).isEqualTo(IDLING);
    }

    @Test
    void processor_time_alone_is_no_progress_of_what_has_not_woken() {
        sees(timed(1, 0), POLL);

        assertThat(sees(timed(1, SECOND), POLL)).isEqualTo(INERT);
    }

    // ---- who is of use to somebody ----

    @Test
    void whoever_is_woken_again_and_again_and_comes_back_is_in_use() {
        sees(waiting(1), POLL);
        sees(waiting(2), POLL);
        assertThat(watch.use().isSeen()).as("once may be the last").isFalse();

        sees(waiting(2), POLL);
        sees(waiting(5), POLL_BELOW);
        assertThat(watch.use().isSeen()).isTrue();
    }

    @Test
    void so_is_who_was_found_at_work_in_between() {
        sees(waiting(1), POLL);
        sees(running(), null);
        sees(waiting(2), POLL);
        sees(running(), null);
        sees(waiting(3), POLL);

        assertThat(watch.use().isSeen()).isTrue();
    }

    @Test
    void who_waits_elsewhere_each_time_has_work_of_its_own() {
        for (int i = 0; i < 20; i++) {
            sees(waiting(i), i % 2 == 0 ? POLL : ELSEWHERE);
        }

        assertThat(watch.use().isSeen()).isFalse();
    }

    @Test
    void a_lock_or_a_timeout_serves_nobody() {
        for (int i = 0; i < 20; i++) {
            sees(blocked(i), POLL);
        }
        for (int i = 0; i < 20; i++) {
            sees(timed(100 * i), POLL);
            sees(running(), POLL);
        }

        assertThat(watch.use().isSeen()).isFalse();
    }

    private static Sample waitingOn(int blocker, String blockerClass, int waits) {
        return new Sample(Thread.State.WAITING, waits, 0, 0, blocker, blockerClass);
    }

    @Test
    void who_takes_a_lock_or_a_permit_again_and_again_has_work_of_its_own() {
        for (String type : List.of(
                "java.util.concurrent.locks.ReentrantLock$NonfairSync",
                "java.util.concurrent.locks.ReentrantReadWriteLock$FairSync",
                "java.util.concurrent.locks.StampedLock",
                "java.util.concurrent.Semaphore$NonfairSync")) {
            for (int i = 0; i < 20; i++) {
                sees(waitingOn(7, type, i), POLL);
            }
            assertThat(watch.use().isSeen()).as(type).isFalse();
        }
    }

    @Test
    void who_waits_for_another_answer_each_time_has_asked_for_it() {
        for (int i = 0; i < 20; i++) {
            sees(waitingOn(i, "java.util.concurrent.FutureTask", i), POLL);
        }

        assertThat(watch.use().isSeen()).isFalse();
    }

    @Test
    void a_poller_that_sleeps_between_its_questions_is_not_in_use_however_often_it_is_found_asking() {
        sees(timed(1), POLL);
        sees(running(1_000), READ);
        sees(timed(2), POLL);
        for (int i = 2; i < 20; i++) {
            sees(running(i, i * SECOND / 2), READ);
        }

        assertThat(watch.use().isSeen()).isFalse();
        assertThat(watch.use().wokenNanos()).isZero();
    }

    @Test
    void a_write_a_file_and_a_process_are_waited_for_by_who_has_work_of_its_own() {
        for (List<Frame> wait : List.of(
                inNative("sun.nio.ch.SocketDispatcher", "write0"),
                inNative("java.io.FileInputStream", "readBytes"),
                inNative("java.lang.ProcessHandleImpl", "waitForProcessExit0"),
                inNative("sun.nio.ch.Net", "pollConnect"))) {
            for (int i = 0; i < 20; i++) {
                sees(running(i * SECOND), wait);
            }
            assertThat(watch.use().isSeen()).as(wait.toString()).isFalse();
        }
    }

    @Test
    void a_socket_that_was_used_with_a_timeout_once_polls_and_receives_all_the_same() {
        List<Frame> read = List.of(
                new Frame("sun.nio.ch.Net", "poll", null, -2),
                new Frame("sun.nio.ch.NioSocketImpl", "park", null, 1),
                new Frame("sun.nio.ch.NioSocketImpl", "implRead", null, 1));
        List<Frame> timedRead = List.of(
                new Frame("sun.nio.ch.Net", "poll", null, -2),
                new Frame("sun.nio.ch.NioSocketImpl", "park", null, 1),
                new Frame("sun.nio.ch.NioSocketImpl", "timedRead", null, 1),
                new Frame("sun.nio.ch.NioSocketImpl", "implRead", null, 1));
        for (int i = 0; i < 20; i++) {
            sees(running(i * SECOND), timedRead);
        }
        assertThat(watch.use().isSeen()).isFalse();

        sees(running(20 * SECOND), null);
        sees(running(20 * SECOND), read);
        for (int i = 21; i < 24; i++) {
            sees(running(i * SECOND), read);
        }
        assertThat(watch.use().isSeen()).isTrue();
    }

    @Test
    void who_waits_for_room_in_a_queue_has_work_of_its_own() {
        for (String method : List.of("put", "putLast")) {
            List<Frame> put = List.of(
                    new Frame("java.util.concurrent.locks.LockSupport", "park", null, 1),
                    new Frame("java.util.concurrent.LinkedBlockingDeque", method, null, 1),
                    new Frame("com.acme.Feed", "put", "Feed.java", 10));
            for (int i = 0; i < 20; i++) {
                sees(waiting(i), put);
            }
            assertThat(watch.use().isSeen()).as(method).isFalse();
        }
    }

    @Test
    void a_virtual_thread_that_writes_has_work_of_its_own_and_one_that_reads_is_in_use() {
        for (String method : List.of("implWrite", "implRead")) {
            List<Frame> io = List.of(
                    new Frame("sun.nio.ch.Poller", "poll", null, 1),
                    new Frame("sun.nio.ch.NioSocketImpl", "park", null, 1),
                    new Frame("sun.nio.ch.NioSocketImpl", method, null, 1),
                    new Frame("com.acme.Feed", "write", "Feed.java", 10));
            for (int i = 0; i < 3; i++) {
                sees(virtual(i, 0), io);
            }
            assertThat(watch.use().isSeen()).as(method).isEqualTo(method.equals("implRead"));
        }
    }

    @Test
    void a_reader_whose_stack_could_not_be_taken_when_it_moved_is_found_back_by_the_next_look() {
        sees(running(1), READ);
        sees(running(SECOND), null);
        assertThat(sees(running(SECOND), READ)).isEqualTo(INERT);
        assertThat(watch.use().wokenNanos()).isEqualTo(now);
    }

    @Test
    void who_has_waited_with_a_timeout_twice_and_then_serves_all_the_time_is_in_use() {
        sees(timed(1), POLL);
        sees(timed(2), POLL);
        for (int i = 0; i < 8; i++) {
            sees(running(i * SECOND), READ);
        }
        assertThat(watch.use().isSeen()).isFalse();
        sees(running(7 * SECOND), READ);
        sees(running(8 * SECOND), READ);

        assertThat(watch.use().isSeen()).isTrue();
    }

    @Test
    void a_worker_whose_work_is_timed_is_in_use_where_others_put_it_into_its_queue() {
        for (int i = 0; i < 3; i++) {
            sees(waiting(2 * i), POLL);
            sees(timed(2 * i + 1), ELSEWHERE);
        }

        assertThat(watch.use().isSeen()).isTrue();
    }

    @Test
    void stacks_that_could_not_be_taken_are_asked_for_again() {
        for (int i = 0; i < 20; i++) {
            sees(running(i * SECOND), null);
        }
        for (int i = 20; i < 23; i++) {
            sees(running(i * SECOND), READ);
        }

        assertThat(watch.use().isSeen()).isTrue();
    }

    @Test
    void an_idle_workers_wakes_serve_its_pool() {
        for (int i = 0; i < 20; i++) {
            seesWorker(waiting(i), POLL);
        }

        assertThat(watch.use().isSeen()).isFalse();
    }

    @Test
    void a_reader_that_its_peer_wakes_again_and_again_is_in_use_however_much_it_has_to_do() {
        sees(running(1), READ);
        sees(running(1), READ);
        assertThat(watch.use().wokenNanos()).isZero();
        sees(running(2 + SECOND / 2), READ);
        assertThat(watch.use().wokenNanos()).isEqualTo(now);
        assertThat(watch.use().isSeen()).as("once").isFalse();
        sees(running(4, 2 + SECOND), READ);

        assertThat(watch.use().isSeen()).isTrue();
    }

    @Test
    void a_selector_may_have_woken_by_its_own_timeout() {
        for (int i = 0; i < 20; i++) {
            sees(running(i * SECOND / 10), SELECT);
        }

        assertThat(watch.use().isSeen()).isFalse();
    }

    @Test
    void one_that_has_worked_for_long_before_it_first_waited_is_asked_again() {
        for (int i = 0; i < 20; i++) {
            sees(running(i * SECOND), ELSEWHERE);
        }
        sees(running(20 * SECOND), READ);
        sees(running(20 * SECOND), READ);
        for (int i = 21; i < 24; i++) {
            sees(running(i * SECOND), READ);
        }

        assertThat(watch.use().isSeen()).isTrue();
    }

    // ---- virtual threads ----

    @Test
    void a_virtual_thread_that_was_not_resumed_is_inert() {
        sees(virtual(3, 7), POLL);

        assertThat(sees(virtual(3, 7), POLL)).isEqualTo(INERT);
        assertThat(stacksTaken).isEqualTo(1);
    }

    @Test
    void a_virtual_thread_parked_on_nothing_known_is_told_by_its_resumes() {
        sees(virtual(0, 0), POLL);

        assertThat(sees(virtual(0, 0), POLL)).isEqualTo(INERT);
        assertThat(sees(virtual(1, 0), POLL)).isEqualTo(MOVING);
    }

    @Test
    void a_virtual_thread_that_was_resumed_from_a_wait_without_timeout_is_moving() {
        sees(virtual(1, 7), POLL);

        assertThat(sees(virtual(2, 7), POLL)).isEqualTo(MOVING);
        assertThat(sees(virtual(3, 8), ELSEWHERE)).isEqualTo(MOVING);
    }

    @Test
    void a_virtual_thread_that_sleeps_again_and_again_is_idling() {
        sees(virtual(Thread.State.TIMED_WAITING, 1, 0), POLL);

        assertThat(sees(virtual(Thread.State.TIMED_WAITING, 2, 0), POLL)).isEqualTo(IDLING);
    }

    // ---- native waits ----

    @Test
    void a_read_that_uses_no_processor_time_at_all_is_inert() {
        assertThat(sees(running(700), READ)).isEqualTo(MOVING);
        assertThat(sees(running(700), READ)).isEqualTo(INERT);
        assertThat(sees(running(700), READ)).isEqualTo(INERT);

        assertThat(watch.isWaiting()).isTrue();
        assertThat(watch.isReentered()).isFalse();
        assertThat(watch.isTimed()).isFalse();
        assertThat(watch.parkedNanos(now)).isEqualTo(2 * SECOND);
        assertThat(stacksTaken).isEqualTo(1);
    }

    @Test
    void what_computes_costs_a_few_stacks_and_then_no_more() {
        for (int i = 1; i < 100; i++) {
            assertThat(sees(running(i * SECOND), ELSEWHERE)).isEqualTo(MOVING);
        }
        assertThat(watch.isWaiting()).isFalse();
        assertThat(watch.use().isSeen()).isFalse();
        assertThat(stacksTaken).isEqualTo(8);
    }

    @Test
    void a_read_that_was_woken_was_woken_by_its_peer() {
        sees(running(700), READ);
        sees(running(700), READ);

        assertThat(sees(running(701), READ)).isEqualTo(MOVING);
        assertThat(watch.parkedNanos(now)).isZero();
        assertThat(sees(running(701), READ)).isEqualTo(INERT);
        assertThat(watch.parkedNanos(now)).isEqualTo(SECOND);
    }

    @Test
    void what_has_been_blocked_or_has_waited_meanwhile_works() {
        sees(running(3, 700), READ);

        assertThat(sees(running(4, 700), READ)).isEqualTo(MOVING);
    }

    @Test
    void standing_still_outside_a_native_wait_is_not_waiting_and_is_asked_once() {
        sees(running(700), ELSEWHERE);
        assertThat(sees(running(700), ELSEWHERE)).isEqualTo(MOVING);
        assertThat(sees(running(700), ELSEWHERE)).isEqualTo(MOVING);

        assertThat(stacksTaken).isEqualTo(1);
    }

    @Test
    void a_native_method_that_nobody_knows_may_work() {
        List<Frame> unknown = inNative("com.acme.Codec", "encode0");
        sees(running(700), unknown);

        assertThat(sees(running(700), unknown)).isEqualTo(MOVING);
    }

    @Test
    void a_method_of_the_same_name_that_is_not_native_works() {
        List<Frame> java = List.of(new Frame("java.io.FileInputStream", "readBytes", null, 9));
        sees(running(700), java);

        assertThat(sees(running(700), java)).isEqualTo(MOVING);
    }

    @Test
    void without_processor_time_nothing_that_runs_is_judged() {
        sees(running(Sample.UNKNOWN), READ);

        assertThat(sees(running(Sample.UNKNOWN), READ)).isEqualTo(MOVING);
        assertThat(stacksTaken).isZero();
    }

    @Test
    void processor_time_that_is_measured_from_now_on_is_no_time_used() {
        sees(running(Sample.UNKNOWN), READ);

        assertThat(sees(running(0), READ)).isEqualTo(MOVING);
        assertThat(sees(running(0), READ)).isEqualTo(INERT);
    }

    @Test
    void a_selector_that_wakes_by_its_own_timeout_is_idling() {
        sees(running(0), SELECT);
        assertThat(sees(running(SECOND / 100_000), SELECT)).isEqualTo(IDLING);
        assertThat(watch.isReentered()).isTrue();
        assertThat(watch.isTimed()).isFalse();

        assertThat(sees(running(SECOND / 100_000), SELECT)).isEqualTo(INERT);
        assertThat(watch.isReentered()).isTrue();
    }

    @Test
    void a_selector_that_uses_more_works() {
        sees(running(0), SELECT);
        sees(running(SECOND / 100_000), SELECT);

        assertThat(sees(running(2 * SECOND / 100_000 + 1), SELECT)).isEqualTo(MOVING);
        assertThat(watch.isReentered()).isFalse();
        assertThat(watch.parkedNanos(now)).isZero();
    }

    @Test
    void another_selector_is_another_wait() {
        sees(running(0), SELECT);
        sees(running(0), SELECT);

        assertThat(sees(running(1), List.of(SELECT.get(0), SELECT.get(1), SELECT.get(1))))
                .isEqualTo(MOVING);
    }

    @Test
    void without_a_stack_to_tell_a_read_is_moving_and_an_idle_selector_still_is() {
        sees(running(0), null);
        assertThat(sees(running(0), null)).isEqualTo(MOVING);
        assertThat(sees(running(0), READ)).isEqualTo(INERT);
        assertThat(sees(running(1), null)).isEqualTo(MOVING);

        sees(running(1), SELECT);
        assertThat(sees(running(2), null)).isEqualTo(INERT);
    }

    @Test
    void a_read_with_a_timeout_ends_by_itself() {
        List<Frame> timed = List.of(
                new Frame("sun.nio.ch.Net", "poll", null, -2),
                new Frame("sun.nio.ch.NioSocketImpl", "park", null, 1),
                new Frame("sun.nio.ch.NioSocketImpl", "timedRead", null, 1),
                new Frame("com.acme.Feed", "timedRead", null, 1));
        sees(running(0), timed);
        sees(running(0), timed);

        assertThat(watch.isTimed()).isTrue();
    }

    @Test
    void a_wait_after_a_native_one_begins_anew() {
        sees(running(0), READ);
        sees(running(0), READ);

        assertThat(sees(waiting(3), POLL)).isEqualTo(MOVING);
        assertThat(sees(running(0), READ)).isEqualTo(MOVING);
        assertThat(watch.isWaiting()).isFalse();
    }

    // ---- a look that has spent what it may ----

    @Test
    void counts_that_moved_prove_no_idling_when_the_look_had_no_stack_left_to_tell() {
        sees(waiting(1), POLL);
        assertThat(sees(waiting(2), null)).isEqualTo(MOVING);
    }

    @Test
    void without_a_stack_to_tell_a_moving_poll_loop_is_moving_still() {
        sees(timed(1), POLL);

        assertThat(sees(timed(2), null)).isEqualTo(MOVING);
        assertThat(sees(timed(3), POLL)).isEqualTo(IDLING);
    }

    @Test
    void without_a_stack_to_tell_an_idler_is_an_idler_still() {
        sees(timed(1), POLL);
        sees(timed(2), POLL);

        assertThat(sees(timed(3), null)).isEqualTo(IDLING);
        assertThat(watch.parkedNanos(now)).isEqualTo(2 * SECOND);
        assertThat(sees(timed(4), ELSEWHERE)).isEqualTo(MOVING);
    }
}

package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Many threads that do their worst to a few records, in rounds: all begin a round together, and once all are through it
 * is asked what came of it. A bug that is there shows sooner or later; how soon is seen on a variant that has it.
 */
public final class Stress {

    /** For what holds. Bounded by time: a slow machine plays fewer rounds. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1_500);

    /** For what is broken; seen to take less than a second, and six on two processors that had twenty others to serve. */
    private static final Duration LONGER_THAN_IT_LASTS = Duration.ofSeconds(60);

    private static final int PATIENCE_SECONDS = 60;

    private Stress() {}

    /** What the threads of a round share, made anew for each. */
    public interface Round {

        /** One thread's part. */
        void play(int thread);

        /** Once all are through. */
        void check();
    }

    /** Whatever is played never goes wrong. */
    public static void holds(int threads, Supplier<? extends Round> rounds) {
        Outcome outcome = play(threads, rounds, LONG_ENOUGH);
        if (outcome.failure != null) {
            throw new AssertionError("in round " + outcome.rounds, outcome.failure);
        }
        assertThat(outcome.rounds).as("rounds").isPositive();
    }

    /** The same shows what is wrong with a weaker variant; on one processor hardly ever, so nothing is said there. */
    public static void catches(int threads, Supplier<? extends Round> rounds) {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "threads that run at a time");
        Outcome outcome = play(threads, rounds, LONGER_THAN_IT_LASTS);
        assertThat(outcome.failure)
                .as("what goes wrong in one of " + outcome.rounds + " rounds")
                .isNotNull();
    }

    private record Outcome(int rounds, Throwable failure) {}

    private static Outcome play(int threads, Supplier<? extends Round> rounds, Duration time) {
        Game game = new Game(threads, rounds, time);
        List<Thread> players = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            Thread player = new Thread(() -> game.play(number), "player-" + number);
            player.setDaemon(true);
            player.start();
            players.add(player);
        }
        for (Thread player : players) {
            try {
                player.join(time.toMillis() + TimeUnit.SECONDS.toMillis(2 * PATIENCE_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertThat(player.isAlive()).as("a player that hangs").isFalse();
        }
        return new Outcome(game.played.get(), game.failures.isEmpty() ? null : game.failures.get(0));
    }

    /** The last to arrive checks a round and makes the next. */
    private static final class Game {
        private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger played = new AtomicInteger();
        private final Supplier<? extends Round> rounds;
        private final CyclicBarrier together;
        private final long deadline;
        private volatile Round round;
        private volatile boolean over;

        Game(int threads, Supplier<? extends Round> rounds, Duration time) {
            this.rounds = rounds;
            this.round = rounds.get();
            this.together = new CyclicBarrier(threads, this::next);
            this.deadline = System.nanoTime() + time.toNanos();
        }

        private void next() {
            if (failures.isEmpty()) {
                try {
                    round.check();
                } catch (Throwable e) {
                    failures.add(e);
                }
            }
            played.incrementAndGet();
            over = !failures.isEmpty() || System.nanoTime() > deadline;
            round = rounds.get();
        }

        void play(int number) {
            while (!over) {
                try {
                    round.play(number);
                } catch (Throwable e) {
                    failures.add(e);
                }
                try {
                    together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    failures.add(e);
                    return;
                }
            }
        }
    }
}

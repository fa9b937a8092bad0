package dev.parkranger.corpus.patterns;

import dev.parkranger.corpus.Ground;
import dev.parkranger.corpus.Leaky;
import dev.parkranger.corpus.Pattern;
import dev.parkranger.corpus.Tier;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A: one primitive each, and nobody at its other end. */
public final class Micro {

    private Micro() {}

    @Pattern(
            id = 1,
            name = "park that nobody keeps the thread of",
            tier = Tier.SUSPECT,
            twin = "the parker is kept, and unparked")
    static final class NilReceive implements Leaky {

        @Override
        public void leak(Ground ground) {
            ground.start(
                    "nil-receive",
                    () -> { // leaks 1
                        while (true) {
                            LockSupport.park();
                        }
                    });
        }

        @Override
        public void mended(Ground ground) throws Exception {
            Thread parker = ground.start("nil-receive", LockSupport::park);
            LockSupport.unpark(parker);
            parker.join();
        }
    }

    @Pattern(id = 4, name = "take from a private hand-off", tier = Tier.PROVABLE, twin = "poll with a timeout")
    static final class ChannelReceive implements Leaky {

        @Override
        public void leak(Ground ground) {
            ground.start("receive", () -> new SynchronousQueue<String>().take()); // leaks 4
        }

        @Override
        public void mended(Ground ground) {
            ground.start("receive", () -> new SynchronousQueue<String>().poll(300, TimeUnit.MILLISECONDS));
        }
    }
}

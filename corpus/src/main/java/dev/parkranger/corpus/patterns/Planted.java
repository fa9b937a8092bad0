package dev.parkranger.corpus.patterns;

import dev.parkranger.corpus.Ground;
import java.util.concurrent.CountDownLatch;

/** The leak that is planted where all is healthy, so that an agent which sees nothing is found out. */
public final class Planted {

    /** Leaves a thread behind. */
    public void leak(Ground ground) {
        ground.start("planted", () -> new CountDownLatch(1).await());
    }
}

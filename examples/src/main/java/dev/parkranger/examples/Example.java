package dev.parkranger.examples;

import dev.parkranger.examples.deadline.DeadlinePassedAlong;
import dev.parkranger.examples.handoff.HandOffAfterTimeout;
import dev.parkranger.examples.handoff.HandOffAfterTimeoutFixed;
import dev.parkranger.examples.latch.LatchNeverTrips;
import dev.parkranger.examples.latch.LatchNeverTripsFixed;
import dev.parkranger.examples.pool.PoolPerRequest;
import dev.parkranger.examples.pool.PoolPerRequestFixed;
import dev.parkranger.examples.queue.QueueNobodyDrains;
import dev.parkranger.examples.queue.QueueNobodyDrainsFixed;
import dev.parkranger.examples.scope.OwnScope;
import dev.parkranger.examples.scope.OwnScopeFixed;
import dev.parkranger.examples.watchdog.WatchdogAfterRequest;
import dev.parkranger.examples.watchdog.WatchdogAfterRequestFixed;
import java.util.List;

/** An example under the name by which {@link Main} starts it. */
public record Example(String name, Class<?> type, String about, Starter starter) {

    /** The {@code main} of an example. */
    public interface Starter {
        void start(String[] args) throws Exception;
    }

    /** All of them, the default first. */
    public static final List<Example> ALL = List.of(
            new Example("leaky-server", LeakyServer.class, "an HTTP server with two leaks", LeakyServer::main),
            new Example("fixed-server", FixedServer.class, "the same server, mended", FixedServer::main),
            new Example(
                    "hand-off",
                    HandOffAfterTimeout.class,
                    "a worker hands its answer to a caller who has given up",
                    HandOffAfterTimeout::main),
            new Example(
                    "hand-off-fixed",
                    HandOffAfterTimeoutFixed.class,
                    "the queue has room for the late answer",
                    HandOffAfterTimeoutFixed::main),
            new Example(
                    "watchdog",
                    WatchdogAfterRequest.class,
                    "a sleeper watches a request that was answered long ago",
                    WatchdogAfterRequest::main),
            new Example(
                    "watchdog-fixed",
                    WatchdogAfterRequestFixed.class,
                    "the request interrupts its sleeper",
                    WatchdogAfterRequestFixed::main),
            new Example(
                    "latch", LatchNeverTrips.class, "a task waits for a latch that never trips", LatchNeverTrips::main),
            new Example(
                    "latch-fixed",
                    LatchNeverTripsFixed.class,
                    "the latch is counted down in finally",
                    LatchNeverTripsFixed::main),
            new Example(
                    "queue",
                    QueueNobodyDrains.class,
                    "producers wait for room in a queue that nobody drains",
                    QueueNobodyDrains::main),
            new Example(
                    "queue-fixed",
                    QueueNobodyDrainsFixed.class,
                    "the collector survives its errors",
                    QueueNobodyDrainsFixed::main),
            new Example("pool", PoolPerRequest.class, "each request leaves a thread pool behind", PoolPerRequest::main),
            new Example(
                    "pool-fixed",
                    PoolPerRequestFixed.class,
                    "the pool is shut down with its request",
                    PoolPerRequestFixed::main),
            new Example(
                    "scope", OwnScope.class, "imports with a scope of their own leave their writers", OwnScope::main),
            new Example(
                    "scope-fixed",
                    OwnScopeFixed.class,
                    "the import tells its writer when it is over",
                    OwnScopeFixed::main),
            new Example(
                    "deadline",
                    DeadlinePassedAlong.class,
                    "one deadline for all calls, every child joined",
                    DeadlinePassedAlong::main));
}

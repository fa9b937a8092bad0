package dev.parkranger.benchmarks;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.record.CodeOrigins;
import dev.parkranger.record.Recorder;
import dev.parkranger.record.Registry;
import dev.parkranger.record.StartFailures;
import dev.parkranger.record.TaskTypes;
import dev.parkranger.record.Ticker;

/** The one place where the recorders that are measured are put together. */
final class Recorders {

    private static final int MAX_RECORDS = 1_000_000;

    private Recorders() {}

    /**
     * A recorder as the agent makes one, without the agent.
     *
     * @param capturing whether creation stacks are taken
     */
    static Recorder of(boolean capturing) {
        return new Recorder(
                Ticker.system(),
                new Registry(MAX_RECORDS),
                TaskTypes.PLAIN,
                (servlet, request) -> request.toString(),
                CodeOrigins.ALL,
                new StartFailures(() -> {}),
                new HookListener() {},
                capturing,
                MAX_RECORDS);
    }
}

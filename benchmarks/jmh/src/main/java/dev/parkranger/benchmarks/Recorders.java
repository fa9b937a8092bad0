package dev.parkranger.benchmarks;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.options.Capture;
import dev.parkranger.record.CodeOrigins;
import dev.parkranger.record.Recorder;
import dev.parkranger.record.Registry;
import dev.parkranger.record.StartFailures;
import dev.parkranger.record.TaskTypes;
import dev.parkranger.record.Ticker;

/** The one place where the recorders that are measured are put together. */
final class Recorders {

    private static final int MAX_RECORDS = 1_000_000;

    /** Stands for what the application wrote; the agent finds it in a thread or task by its fields. */
    private static final class Body {}

    private record Types() implements TaskTypes {
        @Override
        public Class<?> ofThread(Thread thread) {
            return Body.class;
        }

        @Override
        public Class<?> ofTask(Object task) {
            return Body.class;
        }
    }

    private Recorders() {}

    /**
     * A recorder as the agent makes one, without the agent.
     *
     * @param capture whose creation stacks are taken
     */
    static Recorder of(Capture capture) {
        return new Recorder(
                Ticker.system(),
                new Registry(MAX_RECORDS),
                new Types(),
                (servlet, request) -> request.toString(),
                CodeOrigins.ALL,
                new StartFailures(() -> {}),
                new HookListener() {},
                capture,
                MAX_RECORDS);
    }
}

package dev.parkranger.weaving;

import dev.parkranger.record.TaskTypes;
import java.util.concurrent.FutureTask;

/**
 * Looks no further than the task itself until the way inside is prepared, which takes milliseconds and is done in the
 * background: linking it from a hook could happen anywhere.
 */
final class LateTaskTypes implements TaskTypes {

    private volatile TaskTypes types = PLAIN;
    private final ExecutorTypes executors;

    LateTaskTypes(ExecutorTypes executors) {
        this.executors = executors;
    }

    /** To be called once, on a thread of the agent's. */
    void prepare() {
        JdkTaskTypes prepared = new JdkTaskTypes();
        // The first calls link what they go through.
        prepared.ofThread(Thread.currentThread());
        prepared.ofTask(new FutureTask<>(
                new Runnable() {
                    @Override
                    public void run() {}
                },
                ""));
        types = prepared;
    }

    @Override
    public Class<?> ofThread(Thread thread) {
        return types.ofThread(thread);
    }

    @Override
    public boolean isExecutors(Class<?> type) {
        return executors.isPartOfOne(type.getName().replace('.', '/'));
    }

    @Override
    public Class<?> ofTask(Object task) {
        return types.ofTask(task);
    }
}

package dev.parkranger.record;

/** What class of task this is about: the class of what the application wrote, not of the wrappers around it. */
public interface TaskTypes {

    /** Of a thread that is about to start: the class of its runnable, or its own where it is its own. */
    Class<?> ofThread(Thread thread);

    /** Of a submitted task: what is inside, where it is a {@code FutureTask} or the like. */
    Class<?> ofTask(Object task);

    /** Whether the class is a part of some executor's own: what it hands over then is its worker, or its housekeeping. */
    default boolean isExecutors(Class<?> type) {
        return false;
    }

    /** Looks no further than the object itself. */
    TaskTypes PLAIN = new TaskTypes() {
        @Override
        public Class<?> ofThread(Thread thread) {
            return thread.getClass();
        }

        @Override
        public Class<?> ofTask(Object task) {
            return task.getClass();
        }
    };
}

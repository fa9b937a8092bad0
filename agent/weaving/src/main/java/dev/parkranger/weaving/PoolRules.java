package dev.parkranger.weaving;

/**
 * Classes that run a pool's tasks and cannot be known for it by what they declare. Everything else needs no list; see
 * {@link PoolWeaver}.
 */
enum PoolRules {
    JBOSS_CONTEXT_HANDLER(
            "org/jboss/threads/ContextHandler", "runs the tasks of an EnhancedQueueExecutor in their context"),
    JBOSS_CONTEXT_LOADER(
            "org/jboss/threads/ContextClassLoaderSavingRunnable", "wraps what an EnhancedQueueExecutor hands on"),
    KOTLIN_TASKS("kotlinx/coroutines/scheduling/TaskImpl", "runs what was dispatched to a CoroutineScheduler");

    private final String type;

    PoolRules(String type, @SuppressWarnings("unused") String reason) {
        this.type = type;
    }

    /** Whether a class, or one nested in it, runs tasks by one of these rules. */
    static boolean runsTasks(String type) {
        for (PoolRules rule : values()) {
            if (type.startsWith(rule.type)
                    && (type.length() == rule.type.length() || type.charAt(rule.type.length()) == '$')) {
                return true;
            }
        }
        return false;
    }
}

package dev.parkranger.weaving;

import java.util.HashSet;
import java.util.Set;

/**
 * What cannot be known of a pool by what its classes declare: those that run its tasks from elsewhere, and ways in that
 * are not {@code execute}. Everything else needs no list; see {@link PoolWeaver}.
 */
enum PoolRules {
    JBOSS_CONTEXT_HANDLER(
            "org/jboss/threads/ContextHandler", "runs the tasks of an EnhancedQueueExecutor in their context"),
    JBOSS_CONTEXT_LOADER(
            "org/jboss/threads/ContextClassLoaderSavingRunnable", "wraps what an EnhancedQueueExecutor hands on"),
    KOTLIN_TASKS("kotlinx/coroutines/scheduling/TaskImpl", "runs what was dispatched to a CoroutineScheduler"),
    KOTLIN_DISPATCH(
            "kotlinx/coroutines/scheduling/CoroutineScheduler",
            "dispatchers pass execute by",
            "dispatch",
            "(Ljava/lang/Runnable;",
            1),
    KOTLIN_LIMITED(
            "kotlinx/coroutines/internal/LimitedDispatcher",
            "Dispatchers.IO: hands a worker of its own on, which runs the tasks",
            "dispatch",
            "(Lkotlin/coroutines/CoroutineContext;Ljava/lang/Runnable;)V",
            2);

    /** What a CoroutineScheduler runs: coroutines are tasks themselves, and called as such. */
    private static final String KOTLIN_TASK = "kotlinx/coroutines/scheduling/Task";

    private final String type;
    private final String method;
    private final String descriptor;
    private final int task;

    PoolRules(String type, String reason) {
        this(type, reason, "run", "()V", 0);
    }

    /**
     * @param method that is given a task, or calls one
     * @param descriptor or how it begins, where versions differ
     * @param task the local in which a task is given; 0 where none is
     */
    PoolRules(String type, @SuppressWarnings("unused") String reason, String method, String descriptor, int task) {
        this.type = type;
        this.method = method;
        this.descriptor = descriptor;
        this.task = task;
    }

    /** Internal names of the classes that have a rule. */
    static Set<String> types() {
        Set<String> types = new HashSet<>();
        for (PoolRules rule : values()) {
            types.add(rule.type);
        }
        return types;
    }

    /** In the constant pool of each class that the rule is about. */
    String method() {
        return method;
    }

    /** Whether a class, or one nested in it, runs tasks by one of these rules. */
    static boolean runsTasks(String type) {
        for (PoolRules rule : values()) {
            if (rule.isAbout(type)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a class, or one nested in it, is given tasks by one of these rules: what it hands on then is its own. */
    static boolean handsOn(String type) {
        for (PoolRules rule : values()) {
            if (rule.task > 0 && rule.isAbout(type)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAbout(String other) {
        return other.startsWith(type) && (other.length() == type.length() || other.charAt(type.length()) == '$');
    }

    /** The local in which an instance method is given a task by one of these rules; 0 where it is not. */
    static int taskOf(String type, String method, String descriptor) {
        for (PoolRules rule : values()) {
            if (rule.task > 0
                    && type.equals(rule.type)
                    && method.equals(rule.method)
                    && descriptor.startsWith(rule.descriptor)) {
                return rule.task;
            }
        }
        return 0;
    }

    /** Whether instances of a class are runnables that are called by their class and not as what they are. */
    static boolean isTask(String type) {
        return type.equals(KOTLIN_TASK);
    }
}

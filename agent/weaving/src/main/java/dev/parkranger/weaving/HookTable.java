package dev.parkranger.weaving;

import static dev.parkranger.weaving.HookPoint.Push.BELOW_TOP;
import static dev.parkranger.weaving.HookPoint.Push.FIRST;
import static dev.parkranger.weaving.HookPoint.Push.LONG_FOURTH;
import static dev.parkranger.weaving.HookPoint.Push.SECOND;
import static dev.parkranger.weaving.HookPoint.Push.THIS;
import static dev.parkranger.weaving.HookPoint.Push.TIMERS_THREAD;
import static dev.parkranger.weaving.HookPoint.Push.TOP;

import dev.parkranger.weaving.HookPoint.Push;
import dev.parkranger.weaving.HookPoint.Where;
import java.util.ArrayList;
import java.util.List;

/** Every JDK method that the agent hooks, as a table. Read and proven on JDK 17 and 25; 21 by its sources. */
final class HookTable {

    static final String HOOKS = "dev/parkranger/hooks/Hooks";

    private static final String THREAD = "java/lang/Thread";
    private static final String VIRTUAL = "java/lang/VirtualThread";
    private static final String CONTAINER = "Ljdk/internal/vm/ThreadContainer;";
    private static final String TPE = "java/util/concurrent/ThreadPoolExecutor";
    private static final String STPE = "java/util/concurrent/ScheduledThreadPoolExecutor";
    private static final String FJP = "java/util/concurrent/ForkJoinPool";
    private static final String FJT = "java/util/concurrent/ForkJoinTask";
    private static final String PER_TASK = "java/util/concurrent/ThreadPerTaskExecutor";
    private static final String TIMER = "java/util/Timer";
    private static final String TIMER_THREAD = "java/util/TimerThread";

    private static final String ONE_THREAD = "(Ljava/lang/Thread;)V";
    private static final String THREAD_AND_CONTAINER = "(Ljava/lang/Thread;Ljava/lang/Object;)V";
    private static final String ONE = "(Ljava/lang/Object;)V";
    private static final String TWO = "(Ljava/lang/Object;Ljava/lang/Object;)V";

    private final boolean late;
    private final List<HookPoint> points = new ArrayList<>();

    /**
     * @param late whether pools may be at work already, in frames that were entered before the weaving
     */
    HookTable(boolean late) {
        this.late = late;
        threads();
        interrupts();
        resumes();
        threadPools();
        forkJoin();
        perTaskExecutors();
        timers();
    }

    List<HookPoint> points() {
        return points;
    }

    private void threads() {
        add("Thread.start", THREAD, "start", "()V", 17, 0, "platformStarting:plain")
                .before("start0", "platformStarting", ONE_THREAD, THIS);
        add("Thread.start failing", THREAD, "start", "()V", 17, 0, "").outOfMemory();
        add(
                        "Thread.start(ThreadContainer)",
                        THREAD,
                        "start",
                        "(" + CONTAINER + ")V",
                        19,
                        0,
                        "platformStarting:container")
                .before("start0", "platformStartingIn", THREAD_AND_CONTAINER, THIS, FIRST);
        add("Thread.start(ThreadContainer) failing", THREAD, "start", "(" + CONTAINER + ")V", 19, 0, "")
                .outOfMemory();
        add("Thread.exit", THREAD, "exit", "()V", 17, 0, "platformExiting").entry("platformExiting", ONE_THREAD, THIS);
        add("VirtualThread.start", VIRTUAL, "start", "(" + CONTAINER + ")V", 21, 0, "")
                .before("setThreadContainer", "virtualStarting", THREAD_AND_CONTAINER, THIS, FIRST);
        add("VirtualThread.afterDone", VIRTUAL, "afterDone", "(Z)V", 21, 0, "").entry("virtualDone", ONE_THREAD, THIS);
    }

    /** A virtual thread's overrides the other and does not call it. */
    private void interrupts() {
        add("Thread.interrupt", THREAD, "interrupt", "()V", 17, 0, "interrupted")
                .entry("interrupted", ONE_THREAD, THIS);
        add("VirtualThread.interrupt", VIRTUAL, "interrupt", "()V", 21, 0, "").entry("interrupted", ONE_THREAD, THIS);
    }

    private void resumes() {
        add("VirtualThread.runContinuation", VIRTUAL, "runContinuation", "()V", 21, 0, "")
                .entry("virtualResumed", ONE_THREAD, THIS);
    }

    private void threadPools() {
        add(
                        "ThreadPoolExecutor.<init>",
                        TPE,
                        "<init>",
                        "(IIJLjava/util/concurrent/TimeUnit;Ljava/util/concurrent/BlockingQueue;"
                                + "Ljava/util/concurrent/ThreadFactory;Ljava/util/concurrent/RejectedExecutionHandler;)V",
                        17,
                        0,
                        "poolConstructed:ThreadPoolExecutor")
                .atReturn("poolConstructed", ONE, THIS);
        add(
                        "ThreadPoolExecutor.execute",
                        TPE,
                        "execute",
                        "(Ljava/lang/Runnable;)V",
                        17,
                        0,
                        "submitted:ThreadPoolExecutor")
                .entry("submitted", TWO, THIS, FIRST);
        add(
                        "ThreadPoolExecutor.reject",
                        TPE,
                        "reject",
                        "(Ljava/lang/Runnable;)V",
                        17,
                        0,
                        "withdrawn:ThreadPoolExecutor")
                .entry("withdrawn", TWO, THIS, FIRST);
        String runWorker = "(Ljava/util/concurrent/ThreadPoolExecutor$Worker;)V";
        add("ThreadPoolExecutor.runWorker", TPE, "runWorker", runWorker, 17, 0, "workerRuns:ThreadPoolExecutor")
                .entry("workerRuns", ONE, THIS);
        add("ThreadPoolExecutor.runWorker, task begins", TPE, "runWorker", runWorker, 17, 0, "taskBegins")
                .before("beforeExecute", "taskBegins", ONE, TOP);
        add("ThreadPoolExecutor.runWorker, task ends", TPE, "runWorker", runWorker, 17, 0, "taskEnds")
                .before("afterExecute", "taskEnds", ONE, BELOW_TOP);
        if (late) {
            // Workers that wait for work as we attach keep the runWorker they are in; these two methods they call anew.
            String before = "(Ljava/lang/Thread;Ljava/lang/Runnable;)V";
            add(
                            "ThreadPoolExecutor.beforeExecute, worker",
                            TPE,
                            "beforeExecute",
                            before,
                            17,
                            0,
                            "workerRuns:ThreadPoolExecutor")
                    .entry("workerRuns", ONE, THIS);
            add("ThreadPoolExecutor.beforeExecute", TPE, "beforeExecute", before, 17, 0, "taskBegins")
                    .entry("taskBegins", ONE, SECOND);
            add(
                            "ThreadPoolExecutor.afterExecute",
                            TPE,
                            "afterExecute",
                            "(Ljava/lang/Runnable;Ljava/lang/Throwable;)V",
                            17,
                            0,
                            "taskEnds")
                    .entry("taskEnds", ONE, FIRST);
        }
        shutDown("ThreadPoolExecutor", TPE, "shutdown", "()V", 17, "poolShutDown:ThreadPoolExecutor");
        shutDown("ThreadPoolExecutor", TPE, "shutdownNow", "()Ljava/util/List;", 17, "poolShutDown:ThreadPoolExecutor");
        add(
                        "ScheduledThreadPoolExecutor.delayedExecute",
                        STPE,
                        "delayedExecute",
                        "(Ljava/util/concurrent/RunnableScheduledFuture;)V",
                        17,
                        0,
                        "scheduled:ScheduledThreadPoolExecutor")
                .entry("delayed", "(Ljava/lang/Object;Ljava/util/concurrent/RunnableScheduledFuture;)V", THIS, FIRST);
    }

    /**
     * Not proven by a canary: constructing a pool of this class would create the common pool, before the application has
     * set its properties.
     */
    private void forkJoin() {
        add(
                        "ForkJoinPool.<init>",
                        FJP,
                        "<init>",
                        "(ILjava/util/concurrent/ForkJoinPool$ForkJoinWorkerThreadFactory;"
                                + "Ljava/lang/Thread$UncaughtExceptionHandler;ZIIILjava/util/function/Predicate;"
                                + "JLjava/util/concurrent/TimeUnit;)V",
                        17,
                        0,
                        "")
                .atReturn("poolConstructed", ONE, THIS);
        add("ForkJoinPool.<init>(byte)", FJP, "<init>", "(B)V", 17, 0, "").atReturn("poolConstructed", ONE, THIS);
        String task = "Ljava/util/concurrent/ForkJoinTask;";
        add("ForkJoinPool.externalSubmit", FJP, "externalSubmit", "(" + task + ")" + task, 17, 18, "")
                .entry("submitted", TWO, THIS, FIRST);
        // Returns nothing on 23.
        add("ForkJoinPool.poolSubmit", FJP, "poolSubmit", "(Z" + task + ")", 19, 0, "")
                .entry("submitted", TWO, THIS, SECOND);
        // Returns int on 17 and nothing on 25.
        add("ForkJoinTask.doExec, begins", FJT, "doExec", "()", 17, 0, "").entry("forkJoinBegins", ONE, THIS);
        add("ForkJoinTask.doExec, ends", FJT, "doExec", "()", 17, 0, "").atReturn("forkJoinEnds", ONE, THIS);
        shutDown("ForkJoinPool", FJP, "shutdown", "()V", 17, "");
        shutDown("ForkJoinPool", FJP, "shutdownNow", "()Ljava/util/List;", 17, "");
        add("ForkJoinPool.close", FJP, "close", "()V", 19, 0, "").atReturn("poolShutDown", ONE, THIS);
    }

    private void perTaskExecutors() {
        add(
                        "ThreadPerTaskExecutor.<init>",
                        PER_TASK,
                        "<init>",
                        "(Ljava/util/concurrent/ThreadFactory;)V",
                        21,
                        0,
                        "poolConstructed:ThreadPerTaskExecutor")
                .atReturn("poolConstructed", ONE, THIS);
        shutDown("ThreadPerTaskExecutor", PER_TASK, "shutdown", "()V", 21, "poolShutDown:ThreadPerTaskExecutor");
        shutDown("ThreadPerTaskExecutor", PER_TASK, "shutdownNow", "()Ljava/util/List;", 21, "");
        // As it returns: whoever closes it waits inside, and while somebody waits for a thread it is no leak.
        add("ThreadPerTaskExecutor.close", PER_TASK, "close", "()V", 21, 0, "").atReturn("poolShutDown", ONE, THIS);
    }

    private void timers() {
        add("Timer.<init>", TIMER, "<init>", "(Ljava/lang/String;Z)V", 17, 0, "timerConstructed")
                .atReturn("timerConstructed", "(Ljava/lang/Object;Ljava/lang/Thread;)V", THIS, TIMERS_THREAD);
        add("Timer.sched", TIMER, "sched", "(Ljava/util/TimerTask;JJ)V", 17, 0, "scheduled:Timer")
                .entry("timerScheduled", "(Ljava/lang/Object;Ljava/lang/Object;J)V", THIS, FIRST, LONG_FOURTH);
        shutDown("Timer", TIMER, "cancel", "()V", 17, "poolShutDown:Timer");
        add("TimerThread.mainLoop", TIMER_THREAD, "mainLoop", "()V", 17, 0, "taskBegins:Timer")
                .around("run", "taskBegins", "taskEnds");
    }

    private void shutDown(String simpleName, String type, String method, String descriptor, int since, String proof) {
        add(simpleName + "." + method, type, method, descriptor, since, 0, proof)
                .entry("poolShutDown", ONE, THIS);
    }

    private Row add(String name, String type, String method, String descriptor, int since, int until, String proof) {
        return new Row(name, type, method, descriptor, since, until, proof);
    }

    /** The left half of a row; each method adds the right half, and the row to the table. */
    private final class Row {

        private final String name;
        private final String type;
        private final String method;
        private final String descriptor;
        private final int since;
        private final int until;
        private final String proof;

        Row(String name, String type, String method, String descriptor, int since, int until, String proof) {
            this.name = name;
            this.type = type;
            this.method = method;
            this.descriptor = descriptor;
            this.since = since;
            this.until = until;
            this.proof = proof;
        }

        void entry(String hook, String hookDescriptor, Push... arguments) {
            end(Where.ENTRY, "", hook, hookDescriptor, arguments);
        }

        void atReturn(String hook, String hookDescriptor, Push... arguments) {
            end(Where.RETURN, "", hook, hookDescriptor, arguments);
        }

        void before(String anchor, String hook, String hookDescriptor, Push... arguments) {
            end(Where.BEFORE_CALL, anchor, hook, hookDescriptor, arguments);
        }

        void around(String anchor, String hook, String hookAfter) {
            end(Where.AROUND_CALL, anchor, hook + "/" + hookAfter, ONE, TOP);
        }

        void outOfMemory() {
            end(Where.OUT_OF_MEMORY, "", "startFailed", "(Ljava/lang/Thread;Ljava/lang/Throwable;)V");
        }

        private void end(Where where, String anchor, String hook, String hookDescriptor, Push... arguments) {
            points.add(new HookPoint(
                    name,
                    type,
                    method,
                    descriptor,
                    where,
                    anchor,
                    hook,
                    hookDescriptor,
                    List.of(arguments),
                    since,
                    until,
                    proof));
        }
    }
}

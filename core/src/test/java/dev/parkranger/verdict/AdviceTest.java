package dev.parkranger.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.Waiting;
import dev.parkranger.record.Frame;
import dev.parkranger.record.Frames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each primitive of the pattern corpus, and the fix that the pattern's healthy twin shows. */
class AdviceTest {

    private static final Frame OWN = new Frame("com.acme.Quotes", "fetch", "Quotes.java", 42);

    private static Waiting in(String method, Thread.State state) {
        Frame frame = Frames.frame(method);
        return new Waiting(frame, OWN, state, List.of(frame, OWN));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    java.util.concurrent.CountDownLatch.await    | await with a shorter timeout
                    java.net.Socket$SocketInputStream.read       | set a shorter read timeout (Socket.setSoTimeout)
                    java.net.DatagramSocket.receive              | set a shorter timeout (DatagramSocket.setSoTimeout)
                    """)
    void what_has_a_timeout_is_not_told_to_take_one(String method, String advice) {
        assertThat(Advice.of(Verdict.ORPHANED_TASK, "", in(method, Thread.State.TIMED_WAITING), true))
                .contains(advice)
                .doesNotContain("a timeout");
    }

    private static String advice(String method) {
        return Advice.of(Verdict.ORPHANED_TASK, "", in(method, Thread.State.WAITING), false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    java.util.concurrent.SynchronousQueue.put                                  | offer with a timeout
                    java.util.concurrent.SynchronousQueue.put                                  | a queue with room for one
                    java.util.concurrent.SynchronousQueue.take                                 | poll with a timeout
                    java.util.concurrent.LinkedTransferQueue.transfer                          | tryTransfer with a timeout
                    java.util.concurrent.LinkedTransferQueue.take                              | end marker
                    java.util.concurrent.ArrayBlockingQueue.put                                | offer with a timeout
                    java.util.concurrent.ArrayBlockingQueue.put                                | keep a consumer
                    java.util.concurrent.ArrayBlockingQueue.put                                | room for all
                    java.util.concurrent.ArrayBlockingQueue.take                               | end marker
                    java.util.concurrent.LinkedBlockingQueue.put                               | offer with a timeout
                    java.util.concurrent.LinkedBlockingQueue.take                              | end marker
                    java.util.concurrent.LinkedBlockingDeque.putFirst                          | offer with a timeout
                    java.util.concurrent.LinkedBlockingDeque.takeLast                          | end marker
                    java.util.concurrent.PriorityBlockingQueue.take                            | end marker
                    java.util.concurrent.DelayQueue.take                                       | end marker
                    java.util.concurrent.ExecutorCompletionService.take                        | once for each task submitted
                    java.util.concurrent.CountDownLatch.await                                  | count down in a finally block
                    java.util.concurrent.CyclicBarrier.await                                   | reset the barrier
                    java.util.concurrent.Phaser.arriveAndAwaitAdvance                          | arriveAndDeregister
                    java.util.concurrent.Phaser.awaitAdvance                                   | arriveAndDeregister
                    java.util.concurrent.Exchanger.exchange                                    | exchange with a timeout
                    java.util.concurrent.Semaphore.acquire                                     | release in a finally block
                    java.util.concurrent.Semaphore.acquire                                     | tryAcquire with a timeout
                    java.util.concurrent.Semaphore.acquireUninterruptibly                      | must not acquire again
                    java.util.concurrent.locks.ReentrantLock.lock                              | unlock in a finally block
                    java.util.concurrent.locks.ReentrantLock.lockInterruptibly                 | tryLock with a timeout
                    java.util.concurrent.locks.ReentrantReadWriteLock$WriteLock.lock           | release it first
                    java.util.concurrent.locks.ReentrantReadWriteLock$WriteLock.lock           | unlock in a finally block
                    java.util.concurrent.locks.ReentrantReadWriteLock$ReadLock.lock            | behind a writer
                    java.util.concurrent.locks.StampedLock.writeLock                           | not reentrant
                    java.util.concurrent.locks.StampedLock.writeLock                           | before calling others' code
                    java.util.concurrent.locks.StampedLock.readLock                            | tryConvertToReadLock
                    java.util.concurrent.locks.StampedLock$WriteLockView.lock                  | not reentrant
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await | signalAll in a finally block
                    java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await | checks the condition
                    java.lang.Object.wait                                                      | notifyAll in a finally block
                    java.lang.Object.wait0                                                     | checks the condition
                    java.util.concurrent.CompletableFuture.join                                | orTimeout
                    java.util.concurrent.CompletableFuture.get                                 | complete it on every path
                    java.util.concurrent.FutureTask.get                                        | get with a timeout
                    java.util.concurrent.ForkJoinTask.join                                     | within the pool for the pool
                    java.util.concurrent.AbstractExecutorService.invokeAll                     | invokeAll with a timeout
                    java.util.concurrent.ThreadPoolExecutor.awaitTermination                   | shutdownNow
                    java.util.concurrent.ExecutorService.close                                 | shutdownNow
                    java.util.concurrent.StructuredTaskScopeImpl.join                          | scope with a timeout
                    java.util.concurrent.SubmissionPublisher.submit                            | offer with a timeout
                    java.lang.Thread.join                                                      | joins itself
                    java.lang.Thread.join                                                      | join with a timeout
                    java.lang.Thread.sleep                                                     | interrupt it when its owner ends
                    java.util.concurrent.TimeUnit.sleep                                        | interrupt it when its owner ends
                    java.util.concurrent.locks.LockSupport.park                                | unpark or interrupt it
                    java.util.concurrent.locks.LockSupport.parkNanos                           | keep the thread
                    java.lang.ProcessImpl.waitFor                                              | destroy the process
                    java.io.PipedInputStream.read                                              | close the writing end
                    java.net.Socket$SocketInputStream.read                                     | setSoTimeout
                    """)
    void the_advice_is_the_twins_fix(String method, String fragment) {
        assertThat(advice(method)).contains(fragment);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    java.util.concurrent.ThreadPoolExecutor          | share one pool, or shut it down in a finally block
                    java.util.Timer                                  | share one Timer, or cancel it
                    java.util.concurrent.ScheduledThreadPoolExecutor | cancel the task, or shut it down
                    """)
    void pools_are_to_be_shared_or_shut_down_whether_their_owner_has_ended_or_only_their_number_grows(
            String type, String fragment) {
        Waiting idle = in("java.util.concurrent.LinkedBlockingQueue.take", Thread.State.WAITING);

        assertThat(Advice.of(Verdict.ABANDONED_POOL, type, idle, false)).contains(fragment);
        assertThat(Advice.of(Verdict.GROWING_SITE, type, idle, false)).contains(fragment);
    }

    @Test
    void a_worker_that_survives_its_pools_shutdown_is_to_heed_interrupts() {
        Waiting waiting = in("java.util.concurrent.CountDownLatch.await", Thread.State.WAITING);

        assertThat(Advice.of(Verdict.UNDEAD_WORKER, "java.util.concurrent.ThreadPoolExecutor", waiting, false))
                .contains("restore the interrupt");
    }

    @Test
    void a_cleaner_is_to_be_shared() {
        List<Frame> stack = Frames.stack(
                "java.lang.Object.wait", "java.lang.ref.ReferenceQueue.remove", "jdk.internal.ref.CleanerImpl.run");
        Waiting waiting = new Waiting(stack.get(0), null, Thread.State.TIMED_WAITING, stack);

        assertThat(Advice.of(Verdict.ORPHANED_TASK, "", waiting, true))
                .isEqualTo("share one Cleaner: each has a thread of its own");
    }

    @Test
    void who_is_kept_out_of_a_monitor_cannot_be_interrupted_and_is_not_told_to() {
        assertThat(Advice.of(Verdict.ORPHANED_TASK, "", in("com.acme.Quotes.fetch", Thread.State.BLOCKED), false))
                .contains("synchronized")
                .doesNotContain("interrupt");
    }

    @Test
    void of_what_nobody_knows_the_kind_of_wait_is_all_that_advice_can_be_of() {
        assertThat(advice("com.acme.Native.await")).startsWith("give the wait a timeout");
        assertThat(Advice.of(Verdict.ORPHANED_TASK, "", in("com.acme.Semaphore.poll", Thread.State.WAITING), true))
                .startsWith("let the loop look");
    }
}

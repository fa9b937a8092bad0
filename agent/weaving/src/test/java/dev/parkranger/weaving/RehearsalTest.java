package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.AgentThread;
import dev.parkranger.record.Registry;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Called by the reaper, whose own starts and tasks the recorder is deaf to. */
class RehearsalTest {

    @Test
    void it_goes_through_the_recorder_though_one_of_the_agents_threads_calls_it() throws Exception {
        Registry registry = onAgentThread(Rehearsal::play);
        var pools = new AtomicInteger();
        registry.pools().forEach(pool -> pools.incrementAndGet());

        assertThat(registry.platform().started()).isPositive();
        assertThat(registry.virtual().started()).isPositive();
        assertThat(registry.submitted().started()).isGreaterThan(1);
        assertThat(registry.submitted().ended()).isPositive();
        assertThat(pools).hasPositiveValue();
    }

    @Test
    void who_interrupts_the_caller_does_not_disarm_the_agent() throws Exception {
        assertThat(onAgentThread(() -> {
                    Thread.currentThread().interrupt();
                    return Rehearsal.play();
                }))
                .isNotNull();
    }

    private static <T> T onAgentThread(Callable<T> call) throws Exception {
        var task = new FutureTask<>(call);
        new AgentThread("test", task).start();
        return task.get(20, TimeUnit.SECONDS);
    }
}

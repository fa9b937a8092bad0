package dev.parkranger.agent.tests.servers;

import dev.parkranger.agent.tests.programs.ChildProgram;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;

/** Sends what is asked for in the background, and looks now and then whether something is left. */
public class SpringMail {

    private final AtomicInteger waiting = new AtomicInteger();

    @Async
    public void send() {
        waiting.incrementAndGet();
        ChildProgram.pause(3);
    }

    @Scheduled(fixedRate = 400)
    public void sendTheRest() {
        waiting.set(0);
    }
}

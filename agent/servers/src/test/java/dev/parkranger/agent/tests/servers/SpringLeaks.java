package dev.parkranger.agent.tests.servers;

import dev.parkranger.agent.tests.programs.ChildProgram;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The leaky half of the shop. */
@RestController
public class SpringLeaks {

    private final Executor executor;

    public SpringLeaks(@Qualifier("applicationTaskExecutor") Executor executor) {
        this.executor = executor;
    }

    @GetMapping("/leak/{what}")
    String leak(@PathVariable("what") String what) throws Exception {
        return Leaks.ROUTES.get("/leak/" + what).to("");
    }

    @GetMapping("/leak/pool/{id}")
    String pool(@PathVariable("id") String id) {
        return Leaks.pool();
    }

    /** The pool of all asynchronous methods. */
    @GetMapping("/leak/own-pool")
    String ownPool() {
        ChildProgram.site("own-pool");
        executor.execute(ChildProgram::waitForEver);
        return "planted";
    }
}

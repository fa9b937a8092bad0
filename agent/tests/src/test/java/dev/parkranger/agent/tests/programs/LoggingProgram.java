package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application that logs through SLF4J. */
public final class LoggingProgram extends HandOffProgram {

    private static final Logger LOG = LoggerFactory.getLogger(LoggingProgram.class);

    public static void main(String[] arguments) throws IOException {
        LOG.info("the application's own first line");
        new LoggingProgram().start();
    }
}

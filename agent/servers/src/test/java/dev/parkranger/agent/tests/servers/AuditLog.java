package dev.parkranger.agent.tests.servers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs through an asynchronous appender, see logback.xml. */
final class AuditLog implements Clients.Client {

    private final Logger log = LoggerFactory.getLogger("audit");

    @Override
    public Object call() {
        log.info("ordered");
        return "logged";
    }
}

package dev.parkranger.agent.tests.servers;

/** One kind of server, embedded as its own guide shows it. */
@FunctionalInterface
public interface Server {

    /** Serves the shop's routes on a free port of the loopback address; which one. */
    int start(Shop shop) throws Exception;
}

package dev.parkranger.agent.tests.servers;

/** What is answered to one request. */
@FunctionalInterface
public interface Answer {

    /** Given what stands behind the route in the request's path: the number of an order, or nothing. */
    String to(String tail) throws Exception;
}

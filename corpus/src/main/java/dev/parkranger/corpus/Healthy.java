package dev.parkranger.corpus;

/** A benign control. Called once, on the main thread, and within no owner: what it starts is the application's. */
public interface Healthy {

    /** Starts what it consists of, and returns soon; goes on until the JVM ends. */
    void start(Ground ground) throws Exception;
}

package dev.parkranger.proof;

/** What keeps a proof from being false; each can be left out, to show in a test that it then is. */
enum Rule {
    /** JDK bookkeeping that reaches every thread is not followed; left out, nothing false is proven, but little is. */
    NEVER_FOLLOWED,
    /** What a class keeps in its mirror, which dumps omit: values of ClassValue, data of hidden classes. */
    PINS,
    /** Who wants a monitor is woken by its holder, whoever else sees the object. */
    OWNER,
    /** The object of {@code Object.wait()} is one of the class that the JVM names. */
    CLASS_CHECK,
    /** What the collector will hand to a finalizer is reached. */
    FINALIZER,
    /** What the collector will put into a queue is reached by whoever has the queue. */
    QUEUE,
    /** A thread that parks without, or with a foreign, blocker can be unparked by whoever has the Thread. */
    FOREIGN_BLOCKER
}

package dev.parkranger.reaper;

/** Whose code a line is. */
enum CodeOrigin {
    /** Surely the application's: by its package, or by where its class was loaded from. */
    APPLICATION,
    /** Out of a jar that nobody knows: of a library, or of a part of the application that is packed like one. */
    UNKNOWN,
    /** A widely used library's, or a launcher's. */
    LIBRARY,
    /** The JDK's, or generated: nobody has written it. */
    NOBODYS;

    boolean mayBeApplications() {
        return this == APPLICATION || this == UNKNOWN;
    }
}

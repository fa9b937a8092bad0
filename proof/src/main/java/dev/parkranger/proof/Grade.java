package dev.parkranger.proof;

/** How much was counted as reaching before a thread was found to be out of everybody's reach. */
enum Grade {
    /** Everything: also weak and soft references, and that whoever has a Thread can interrupt it. */
    STRICT("strict"),
    /** Who wakes it would have to go through a weak or soft reference. */
    WITHOUT_WEAK("without-weak-references"),
    /** Somebody has its Thread and could interrupt it, but could not give it what it waits for. */
    WITHOUT_INTERRUPTS("without-interrupts");

    private final String label;

    Grade(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}

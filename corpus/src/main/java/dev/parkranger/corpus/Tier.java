package dev.parkranger.corpus;

/** How far a leak can be shown to be one. */
public enum Tier {
    /** Nobody who runs can reach what it waits for: provable. */
    PROVABLE,
    /** A cycle of waits, or a lock whose owner is dead: provable even where everybody can reach it. */
    CYCLE,
    /** It could still be woken, or interrupted; age, growth, an ignored cancellation or a starved pool speak against it. */
    SUSPECT
}

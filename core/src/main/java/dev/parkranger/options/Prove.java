package dev.parkranger.options;

import java.util.Locale;

/** When proofs are made. */
public enum Prove {
    /** Never. */
    OFF,
    /** When somebody asks. */
    DEMAND,
    /** Unasked too, where there are suspects. */
    AUTO;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

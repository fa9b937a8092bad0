package dev.parkranger.weaving;

import dev.parkranger.hooks.Hooks;
import java.util.function.Consumer;

/** Whether virtual threads' resumes are counted: while a look wants that, or a proof. */
final class ResumeCounting implements Consumer<Boolean> {

    private boolean looks;
    private boolean proves;

    /** What the looks want. */
    synchronized void watch(boolean wanted) {
        looks = wanted;
        Hooks.watchResumes(looks || proves);
    }

    /** What a proof wants, for as long as it takes. */
    @Override
    public synchronized void accept(Boolean wanted) {
        proves = wanted;
        Hooks.watchResumes(looks || proves);
    }
}

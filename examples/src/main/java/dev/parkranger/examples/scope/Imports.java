package dev.parkranger.examples.scope;

import dev.parkranger.examples.Numbers;
import dev.parkranger.examples.OpeningHours;

/** A night's imports, one after the other on the main thread: no server hands them out. */
final class Imports {

    private static final int IMPORTS = 12;
    private static final int SECONDS = 30;

    /** One import. */
    interface Import {
        void make() throws InterruptedException;
    }

    private Imports() {}

    static void makeAll(String[] args, Import one) throws InterruptedException {
        var hours = OpeningHours.ofSeconds(SECONDS);
        int imports = args.length == 0 ? IMPORTS : Numbers.atLeastOne("the number of imports", args[0]);
        for (int i = 0; i < imports; i++) {
            one.make();
        }
        System.out.println("ready");
        hours.awaitClosingTime();
        hours.close(0);
    }
}

package dev.parkranger.examples.scope;

import dev.parkranger.api.OwnerScope;
import dev.parkranger.examples.Expected;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The last row says that it is the last, and the import waits for its writer. */
@Expected(verdict = Expected.NONE)
public final class OwnScopeFixed {

    private static final String LAST = "";

    public static void main(String[] args) throws InterruptedException {
        Imports.makeAll(args, OwnScopeFixed::importRows);
    }

    @SuppressWarnings("try") // that the scope is open is all there is to it
    private static void importRows() throws InterruptedException {
        try (OwnerScope scope = OwnerScope.open("nightly import")) {
            var rows = new LinkedBlockingQueue<String>();
            var writer = new Thread(() -> write(rows), "writer");
            writer.start();
            rows.put("apples");
            rows.put("pears");
            TimeUnit.MILLISECONDS.sleep(30);
            rows.put(LAST);
            writer.join();
        }
    }

    private static void write(BlockingQueue<String> rows) {
        try {
            while (!rows.take().equals(LAST)) {
                // written
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.parkranger.examples.scope;

import dev.parkranger.api.OwnerScope;
import dev.parkranger.examples.Expected;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Imports that the main thread makes, one after the other: there is no request and no task that could own what an import
 * starts, so each opens a scope. The writer of each waits for the next row long after the last.
 */
@Expected(verdict = "orphaned-task", method = "OwnScope.importRows", perRequest = 1)
public final class OwnScope {

    public static void main(String[] args) throws InterruptedException {
        Imports.makeAll(args, OwnScope::importRows);
    }

    @SuppressWarnings("try") // that the scope is open is all there is to it
    private static void importRows() throws InterruptedException {
        try (OwnerScope scope = OwnerScope.open("nightly import")) {
            var rows = new LinkedBlockingQueue<String>();
            new Thread(() -> write(rows), "writer").start();
            rows.put("apples");
            rows.put("pears");
            TimeUnit.MILLISECONDS.sleep(30);
        }
    }

    private static void write(BlockingQueue<String> rows) {
        try {
            while (true) {
                rows.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.parkranger.examples.watchdog;

import dev.parkranger.examples.Expected;
import dev.parkranger.examples.Traffic;
import java.util.concurrent.TimeUnit;

/**
 * A conversion that takes minutes should be noticed, so each request starts a watchdog that speaks up every ten
 * minutes. Nobody tells it that its request was answered after 30 ms.
 */
@Expected(verdict = "orphaned-task", method = "WatchdogAfterRequest.convert", perRequest = 1)
public final class WatchdogAfterRequest {

    public static void main(String[] args) throws InterruptedException {
        var converter = new WatchdogAfterRequest();
        Traffic.send(args, number -> converter.convert("document-" + number));
    }

    String convert(String document) throws InterruptedException {
        var watchdog = new Thread(() -> watch(document), "watchdog-" + document);
        watchdog.start();
        return toPdf(document);
    }

    private static void watch(String document) {
        try {
            while (true) {
                TimeUnit.MINUTES.sleep(10);
                System.err.println(document + " is still being converted");
            }
        } catch (InterruptedException e) {
            // the document is done, nothing is left to watch
        }
    }

    private static String toPdf(String document) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(30);
        return document + ".pdf";
    }
}

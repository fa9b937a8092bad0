package dev.parkranger.examples.watchdog;

import dev.parkranger.examples.Expected;
import dev.parkranger.examples.Traffic;
import java.util.concurrent.TimeUnit;

/** Whoever starts the watchdog ends it: it is interrupted on every path out of the request. */
@Expected(verdict = Expected.NONE)
public final class WatchdogAfterRequestFixed {

    public static void main(String[] args) throws InterruptedException {
        var converter = new WatchdogAfterRequestFixed();
        Traffic.send(args, number -> converter.convert("document-" + number));
    }

    String convert(String document) throws InterruptedException {
        var watchdog = new Thread(() -> watch(document), "watchdog-" + document);
        watchdog.start();
        try {
            return toPdf(document);
        } finally {
            watchdog.interrupt();
        }
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

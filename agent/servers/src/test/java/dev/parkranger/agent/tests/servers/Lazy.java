package dev.parkranger.agent.tests.servers;

import java.util.function.Supplier;

/** Made by the first who needs it, and kept. */
final class Lazy<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private T made;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = maker.get();
        }
        return made;
    }
}

package dev.parkranger.weaving;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** Makes workers in every way there is; none of them is ever started. */
class HomeMadePool implements Executor {

    final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
        queue.add(task);
    }

    private void loop() {
        execute(queue.remove());
    }

    Runnable asLambda() {
        return () -> loop();
    }

    Runnable asMethodReference() {
        return this::loop;
    }

    Runnable asAnonymousClass() {
        return new Runnable() {
            @Override
            public void run() {
                loop();
            }
        };
    }

    Runnable asInnerClass() {
        return new Inner();
    }

    Runnable asNestedClass() {
        return new Nested(this);
    }

    Thread asThread() {
        return new Worker();
    }

    /** Two lambdas deep: what it captures is the first, not the pool. */
    Runnable wrappedByItsFactory(Function<Runnable, Runnable> factory) {
        return factory.apply(this::loop);
    }

    private class Inner implements Runnable {
        @Override
        public void run() {
            loop();
        }
    }

    private static final class Nested implements Runnable {
        private final HomeMadePool pool;

        Nested(HomeMadePool pool) {
            this.pool = pool;
        }

        @Override
        public void run() {
            pool.loop();
        }
    }

    private final class Worker extends Thread {
        @Override
        public void run() {
            loop();
        }
    }
}

package dev.parkranger.corpus.patterns;

import dev.parkranger.corpus.Ground;
import dev.parkranger.corpus.Leaky;
import dev.parkranger.corpus.Pattern;
import dev.parkranger.corpus.Tier;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** B: callers that give up, return early or send once too often, and workers that lose their other end. */
public final class Callers {

    private Callers() {}

    @Pattern(
            id = 16,
            name = "hand-off after the caller's timeout",
            tier = Tier.PROVABLE,
            twin = "a queue with room for the answer")
    static final class HandOffAfterTimeout implements Leaky {

        private final CountDownLatch slowBackend = new CountDownLatch(1);

        @Override
        public void leak(Ground ground) throws Exception {
            BlockingQueue<String> answer = new SynchronousQueue<>();
            ground.start("backend-call", () -> answer.put(call())); // leaks 16
            awaitFor50Millis(answer);
        }

        @Override
        public void mended(Ground ground) throws Exception {
            BlockingQueue<String> answer = new ArrayBlockingQueue<>(1);
            ground.start("backend-call", () -> answer.put(call()));
            awaitFor50Millis(answer);
        }

        private String call() throws InterruptedException {
            slowBackend.await();
            return "answer";
        }

        private void awaitFor50Millis(BlockingQueue<String> answer) throws InterruptedException {
            answer.poll(50, TimeUnit.MILLISECONDS);
            slowBackend.countDown();
        }
    }

    @Pattern(
            id = 17,
            name = "return on an error before the answer is taken",
            tier = Tier.PROVABLE,
            twin = "a queue with room for the answer")
    static final class EarlyReturn implements Leaky {

        @Override
        public void leak(Ground ground) throws Exception {
            BlockingQueue<String> prices = new SynchronousQueue<>();
            ground.start("fetch-prices", () -> prices.put("prices")); // leaks 17
            render(customer(), prices);
        }

        @Override
        public void mended(Ground ground) throws Exception {
            BlockingQueue<String> prices = new ArrayBlockingQueue<>(1);
            ground.start("fetch-prices", () -> prices.put("prices"));
            render(customer(), prices);
        }

        private static Optional<String> customer() {
            return Optional.empty();
        }

        private static void render(Optional<String> customer, BlockingQueue<String> prices)
                throws InterruptedException {
            if (customer.isEmpty()) {
                return;
            }
            System.out.println(customer.get() + " pays " + prices.take());
        }
    }

    @Pattern(
            id = 18,
            name = "missing return after the error is put",
            tier = Tier.PROVABLE,
            twin = "return after the error")
    static final class DoubleSend implements Leaky {

        private final BlockingQueue<Optional<String>> answer = new SynchronousQueue<>();

        @Override
        public void leak(Ground ground) throws Exception {
            ground.start("load", () -> loadWithoutReturn(null)); // leaks 18
            answer.take();
        }

        private void loadWithoutReturn(String row) throws InterruptedException {
            if (row == null) {
                answer.put(Optional.empty());
            }
            answer.put(Optional.ofNullable(row));
        }

        @Override
        public void mended(Ground ground) throws Exception {
            ground.start("load", () -> load(null));
            answer.take();
        }

        private void load(String row) throws InterruptedException {
            if (row == null) {
                answer.put(Optional.empty());
                return;
            }
            answer.put(Optional.of(row));
        }
    }

    @Pattern(id = 19, name = "two puts into room for one", tier = Tier.PROVABLE, twin = "room for both")
    static final class DoubleSendBuffered implements Leaky {

        @Override
        public void leak(Ground ground) {
            BlockingQueue<String> messages = new ArrayBlockingQueue<>(1);
            ground.start("check-order", () -> checkOrder(messages)); // leaks 19
        }

        @Override
        public void mended(Ground ground) {
            BlockingQueue<String> messages = new ArrayBlockingQueue<>(2);
            ground.start("check-order", () -> checkOrder(messages));
        }

        private static void checkOrder(BlockingQueue<String> messages) throws InterruptedException {
            messages.put("no address");
            messages.put("no payment");
        }
    }

    @Pattern(
            id = 20,
            name = "five replicas asked, the first answer taken",
            tier = Tier.PROVABLE,
            twin = "room for all the answers",
            leaves = NCast.REPLICAS - 1)
    static final class NCast implements Leaky {

        static final int REPLICAS = 5;

        @Override
        public void leak(Ground ground) throws Exception {
            BlockingQueue<String> answers = new SynchronousQueue<>();
            for (int i = 0; i < REPLICAS; i++) {
                ground.start("replica-" + i, () -> answers.put("answer")); // leaks 20
            }
            answers.take();
        }

        @Override
        public void mended(Ground ground) throws Exception {
            BlockingQueue<String> answers = new ArrayBlockingQueue<>(REPLICAS);
            for (int i = 0; i < REPLICAS; i++) {
                ground.start("replica-" + i, () -> answers.put("answer"));
            }
            answers.take();
        }
    }

    @Pattern(
            id = 21,
            name = "first answer awaited where nobody was asked",
            tier = Tier.PROVABLE,
            twin = "return early where the list is empty")
    static final class NCastToNobody implements Leaky {

        private final List<String> replicas = List.of();
        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

        @Override
        public void leak(Ground ground) {
            askAll(ground);
            ground.start("first-answer", answers::take); // leaks 21
        }

        @Override
        public void mended(Ground ground) {
            if (replicas.isEmpty()) {
                return;
            }
            askAll(ground);
            ground.start("first-answer", answers::take);
        }

        private void askAll(Ground ground) {
            for (String replica : replicas) {
                ground.start("replica", () -> answers.put("answer of " + replica));
            }
        }
    }

    @Pattern(
            id = 22,
            name = "consumers that nobody tells of the end",
            tier = Tier.PROVABLE,
            twin = "a poison pill for each consumer",
            leaves = NoPoisonPill.CONSUMERS)
    static final class NoPoisonPill implements Leaky {

        static final int CONSUMERS = 3;

        private static final String POISON = "poison";

        private final BlockingQueue<String> jobs = new LinkedBlockingQueue<>();

        @Override
        public void leak(Ground ground) throws Exception {
            for (int i = 0; i < CONSUMERS; i++) {
                ground.start("consumer-" + i, this::consume); // leaks 22
            }
            produce();
        }

        @Override
        public void mended(Ground ground) throws Exception {
            for (int i = 0; i < CONSUMERS; i++) {
                ground.start("consumer-" + i, this::consume);
            }
            produce();
            for (int i = 0; i < CONSUMERS; i++) {
                jobs.put(POISON);
            }
        }

        private void produce() throws InterruptedException {
            for (int i = 0; i < 10; i++) {
                jobs.put("job " + i);
            }
        }

        private void consume() throws InterruptedException {
            String job = jobs.take();
            while (!job.equals(POISON)) {
                job = jobs.take();
            }
        }
    }

    @Pattern(id = 23, name = "producer with no worker at all", tier = Tier.PROVABLE, twin = "at least one worker")
    static final class NoWorkers implements Leaky {

        private static final int JOBS = 3;

        private final BlockingQueue<String> jobs = new SynchronousQueue<>();

        @Override
        public void leak(Ground ground) {
            startWorkers(ground, configured());
            ground.start("producer", this::produce); // leaks 23
        }

        @Override
        public void mended(Ground ground) {
            startWorkers(ground, Math.max(1, configured()));
            ground.start("producer", this::produce);
        }

        private static int configured() {
            return 0;
        }

        private void startWorkers(Ground ground, int workers) {
            for (int i = 0; i < workers; i++) {
                ground.start("worker", () -> work(JOBS / workers));
            }
        }

        private void work(int share) throws InterruptedException {
            for (int i = 0; i < share; i++) {
                jobs.take();
            }
        }

        private void produce() throws InterruptedException {
            for (int i = 0; i < JOBS; i++) {
                jobs.put("job " + i);
            }
        }
    }

    @Pattern(
            id = 24,
            name = "object with a thread that nobody closes",
            tier = Tier.PROVABLE,
            twin = "try-with-resources")
    static final class NotClosed implements Leaky {

        @Override
        public void leak(Ground ground) throws Exception {
            Mailer mailer = new Mailer();
            mailer.open(ground);
            mailer.send("hello");
        }

        @Override
        public void mended(Ground ground) throws Exception {
            try (Mailer mailer = new Mailer()) {
                mailer.open(ground);
                mailer.send("hello");
            }
        }

        /** Says in its documentation that it must be closed. */
        private static final class Mailer implements AutoCloseable {

            private static final String END = "";

            private final BlockingQueue<String> letters = new LinkedBlockingQueue<>();

            void open(Ground ground) {
                ground.start("mailer", this::deliver); // leaks 24
            }

            void send(String letter) throws InterruptedException {
                letters.put(letter);
            }

            private void deliver() throws InterruptedException {
                String letter = letters.take();
                while (!letter.equals(END)) {
                    letter = letters.take();
                }
            }

            @Override
            public void close() {
                letters.add(END);
            }
        }
    }

    @Pattern(
            id = 25,
            name = "collector that leaves at the first error",
            tier = Tier.PROVABLE,
            twin = "futures, the rest of them cancelled",
            leaves = FirstErrorLeaves.PARTS - 1)
    static final class FirstErrorLeaves implements Leaky {

        static final int PARTS = 5;

        @Override
        public void leak(Ground ground) throws Exception {
            BlockingQueue<Optional<String>> parts = new SynchronousQueue<>();
            for (int i = 0; i < PARTS; i++) {
                ground.start("part-" + i, () -> parts.put(fetched())); // leaks 25
            }
            for (int i = 0; i < PARTS; i++) {
                if (parts.take().isEmpty()) {
                    return;
                }
            }
        }

        /** All of them fail: the server that they are on is down. */
        private static Optional<String> fetched() {
            return Optional.empty();
        }

        @Override
        public void mended(Ground ground) {
            Executor threads = task -> ground.thread("part", task).start();
            List<CompletableFuture<String>> parts = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> fetched().orElseThrow(), threads))
                    .limit(PARTS)
                    .toList();
            try {
                parts.forEach(CompletableFuture::join);
            } catch (CompletionException e) {
                parts.forEach(part -> part.cancel(true));
            }
        }
    }

    @Pattern(
            id = 26,
            name = "refresh loop for each call",
            tier = Tier.SUSPECT,
            twin = "interrupted when the call is over")
    static final class LoopingTimer implements Leaky {

        @Override
        public void leak(Ground ground) {
            ground.start("refresh", LoopingTimer::refresh); // leaks 26
        }

        @Override
        public void mended(Ground ground) {
            Thread refresh = ground.start("refresh", LoopingTimer::refresh);
            refresh.interrupt();
        }

        private static void refresh() throws InterruptedException {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(500);
                reload();
            }
        }

        private static void reload() {}
    }

    @Pattern(
            id = 27,
            name = "the only consumer dies, and the queue is full",
            tier = Tier.PROVABLE,
            twin = "its handler for uncaught exceptions starts another",
            leaves = ConsumerDies.PRODUCERS)
    static final class ConsumerDies implements Leaky {

        static final int PRODUCERS = 2;

        private static final String END = "";

        private final BlockingQueue<String> numbers = new ArrayBlockingQueue<>(1);

        @Override
        public void leak(Ground ground) {
            Thread consumer = ground.thread("consumer", this::consume);
            consumer.setUncaughtExceptionHandler((thread, e) -> {});
            consumer.start();
            for (int i = 0; i < PRODUCERS; i++) {
                ground.start("producer-" + i, this::produce); // leaks 27
            }
        }

        @Override
        public void mended(Ground ground) throws Exception {
            startConsumer(ground);
            Thread[] producers = new Thread[PRODUCERS];
            for (int i = 0; i < PRODUCERS; i++) {
                producers[i] = ground.start("producer-" + i, this::produce);
            }
            for (Thread producer : producers) {
                producer.join();
            }
            numbers.put(END);
        }

        private void startConsumer(Ground ground) {
            Thread consumer = ground.thread("consumer", this::consume);
            consumer.setUncaughtExceptionHandler((thread, e) -> startConsumer(ground));
            consumer.start();
        }

        private void produce() throws InterruptedException {
            for (String number : List.of("one", "2", "3")) {
                numbers.put(number);
            }
        }

        private void consume() {
            try {
                for (String number = numbers.take(); !number.equals(END); number = numbers.take()) {
                    Integer.parseInt(number);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

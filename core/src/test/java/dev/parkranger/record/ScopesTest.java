package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.options.Capture;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests, web applications and methods as scopes: when they are open, and around what. */
class ScopesTest {

    private final FakeTime time = new FakeTime();
    private final Registry registry = new Registry(100_000);
    private final Asked asked = new Asked();
    private final Recorder recorder = new Recorder(
            time,
            registry,
            TaskTypes.PLAIN,
            asked,
            CodeOrigins.ALL,
            new StartFailures(() -> {}),
            new HookListener() {},
            Capture.ALWAYS,
            100_000);
    private final List<Actor> actors = new ArrayList<>();
    private final Actor server = actor();
    private final Actor other = actor();
    private final Object servlet = new Object();

    private Actor actor() {
        Actor actor = new Actor();
        actors.add(actor);
        return actor;
    }

    @AfterEach
    void let_all_go() {
        actors.forEach(Actor::close);
    }

    /** A server, as far as records ask it: requests are texts, wrapped in lists. */
    private static final class Asked implements Requests {
        final Set<Object> asynchronous = new HashSet<>();
        final List<Runnable> told = new ArrayList<>();
        boolean handedOn;
        boolean alreadyComplete;

        @Nullable
        Object context;

        @Override
        public String nameOf(Object servlet, Object request) {
            return innermost(request).toString();
        }

        @Override
        public Object innermost(Object request) {
            return request instanceof List<?> wrapper ? innermost(wrapper.get(0)) : request;
        }

        @Override
        public boolean isHandedOn(Object request) {
            return handedOn;
        }

        @Override
        public boolean goesOn(Object request) {
            return asynchronous.contains(innermost(request));
        }

        @Override
        public boolean whenComplete(Object request, Runnable runnable) {
            return !alreadyComplete && told.add(runnable);
        }

        @Override
        public @Nullable Object responseOf(Object exchange) {
            return exchange;
        }

        @Override
        public @Nullable Object contextOf(Object of) {
            return context;
        }

        @Override
        public String nameOfApplication(Object of) {
            return "web application " + of;
        }
    }

    private Owner starts() {
        Thread thread = new Thread(() -> {});
        recorder.platformStarting(thread, null);
        ThreadRecord record = registry.find(ThreadIds.of(thread));
        assertThat(record).isNotNull();
        assertThat(record.parent()).isNotNull();
        return record.parent();
    }

    private static String name(Owner owner) {
        return ((ScopeRecord) owner).name();
    }

    private @Nullable Activity open(Actor actor) {
        ThreadRecord record = registry.find(ThreadIds.of(actor.thread()));
        return record == null ? null : record.current();
    }

    // ---- asynchronous requests ----

    @Test
    void an_asynchronous_request_leaves_the_thread_and_ends_when_it_is_complete() {
        String request = new String("GET /poll");
        asked.asynchronous.add(request);
        Owner owner = request(request, recorder::requestEnds);

        assertThat(open(server)).isNull();
        assertThat(owner.hasEnded()).isFalse();

        asked.told.get(0).run();

        assertThat(owner.hasEnded()).isTrue();
        assertThat(registry.awaited().of(request)).isNull();
    }

    /** The owner of what is started within it. */
    private Owner request(Object request, Runnable end) {
        return server.asks(() -> {
            recorder.requestBegins(servlet, request);
            Owner its = starts();
            end.run();
            return its;
        });
    }

    @Test
    void a_request_that_cannot_be_waited_for_ends_at_once() {
        asked.asynchronous.add("GET /poll");
        asked.alreadyComplete = true;
        Owner owner = request("GET /poll", recorder::requestEnds);

        assertThat(owner.hasEnded()).isTrue();
        assertThat(registry.awaited().of("GET /poll")).isNull();
    }

    @Test
    void a_request_that_fails_is_its_servers_to_complete_and_nobody_listens() {
        asked.asynchronous.add("GET /poll");
        Owner owner = request("GET /poll", recorder::requestFails);

        assertThat(owner.hasEnded()).isTrue();
        assertThat(asked.told).isEmpty();
        assertThat(registry.awaited().of("GET /poll")).isNull();
    }

    @Test
    void a_dispatch_carries_on_the_request_on_another_thread_whatever_wraps_it() {
        String request = new String("GET /poll");
        asked.asynchronous.add(request);
        Owner first = request(request, recorder::requestEnds);
        asked.handedOn = true;
        Owner second = other.asks(() -> {
            recorder.requestBegins(servlet, List.of(List.of(request)));
            Owner its = starts();
            recorder.requestEnds();
            return its;
        });

        assertThat(second).isSameAs(first);
        assertThat(open(other)).isNull();
        assertThat(first.hasEnded()).as("until it is complete").isFalse();

        asked.told.get(0).run();

        assertThat(first.hasEnded()).isTrue();
    }

    @Test
    void a_request_that_nobody_has_any_more_is_over() throws InterruptedException {
        Owner owner = server.asks(() -> {
            byte[] request = new byte[1];
            asked.asynchronous.add(request);
            recorder.requestBegins(servlet, request);
            Owner its = starts();
            recorder.requestEnds();
            asked.asynchronous.clear();
            return its;
        });
        assertThat(owner.hasEnded()).isFalse();

        for (int i = 0; i < 200 && !owner.hasEnded(); i++) {
            System.gc();
            Thread.sleep(10);
            registry.awaited().sweep(time.nanos());
        }

        assertThat(owner.hasEnded()).isTrue();
    }

    // ---- exchanges ----

    @Test
    void an_exchange_is_over_when_its_handler_has_returned_and_it_is_answered() {
        for (boolean answeredFirst : new boolean[] {true, false}) {
            Object exchange = new Object();
            Owner owner = server.asks(() -> {
                recorder.exchangeBegins(exchange);
                recorder.exchangeBegins(exchange);
                Owner its = starts();
                if (answeredFirst) {
                    recorder.exchangeAnswers(exchange, 12);
                    recorder.exchangeAnswered(exchange);
                }
                recorder.requestEnds();
                assertThat(its.hasEnded()).as("within the chain").isFalse();
                recorder.requestEnds();
                return its;
            });
            assertThat(open(server)).isNull();
            assertThat(owner.hasEnded()).isEqualTo(answeredFirst);

            other.does(() -> recorder.exchangeAnswers(exchange, 12));

            assertThat(owner.hasEnded()).isTrue();
            assertThat(registry.awaited().of(exchange)).isNull();
        }
    }

    @Test
    void a_streamed_answer_is_over_with_its_last_byte() {
        Object exchange = new Object();
        Owner owner = server.asks(() -> {
            recorder.exchangeBegins(exchange);
            Owner its = starts();
            recorder.exchangeAnswers(exchange, 0);
            recorder.requestEnds();
            return its;
        });
        assertThat(owner.hasEnded()).isFalse();

        recorder.exchangeAnswered(exchange);

        assertThat(owner.hasEnded()).isTrue();
    }

    @Test
    void an_exchange_whose_handler_fails_is_over() {
        Object exchange = new Object();
        Owner owner = server.asks(() -> {
            recorder.exchangeBegins(exchange);
            Owner its = starts();
            recorder.requestFails();
            return its;
        });

        assertThat(owner.hasEnded()).isTrue();
        assertThat(registry.awaited().of(exchange)).isNull();
    }

    // ---- methods ----

    @Test
    void a_method_that_calls_itself_is_one_scope_and_another_within_it_an_inner_one() {
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            recorder.methodBegins("acme.Job#run", "Job.run");
            Owner outer = starts();
            recorder.methodBegins("acme.Step#run", "Step.run");
            Owner inner = starts();
            recorder.methodBegins("acme.Job#run", "Job.run");
            assertThat(starts()).isSameAs(inner);
            recorder.methodEnds(null, "acme.Job#run");
            assertThat(inner.hasEnded()).isFalse();
            recorder.methodEnds(null, "acme.Step#run");
            assertThat(inner.hasEnded()).isTrue();
            assertThat(starts()).isSameAs(outer);
            recorder.methodEnds(null, "acme.Job#run");
            assertThat(outer.hasEnded()).isTrue();
            assertThat(name(outer)).isEqualTo("Job.run");
            assertThat(name(inner)).isEqualTo("Step.run");
            assertThat(inner.parent()).isNull();
            assertThat(name(starts())).isEqualTo("GET /");
            recorder.requestEnds();
        });
        assertThat(open(server)).isNull();
    }

    @Test
    void a_method_whose_future_is_not_done_is_open_until_it_is() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Owner owner = method(answer);
        registry.awaited().sweep(time.nanos());
        assertThat(owner.hasEnded()).isFalse();

        answer.completeExceptionally(new IllegalStateException());
        registry.awaited().sweep(time.nanos());

        assertThat(owner.hasEnded()).isTrue();
        Reference.reachabilityFence(answer);
    }

    @Test
    void beyond_so_many_pending_answers_a_scope_stays_open_and_takes_no_room() {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 66_000; i++) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            answers.add(answer);
            server.does(() -> {
                recorder.methodBegins("acme.Job#run", "Job.run");
                recorder.methodEnds(answer, "acme.Job#run");
            });
        }
        Owner last = method(new CompletableFuture<String>());
        registry.awaited().sweep(time.nanos());
        assertThat(last.hasEnded()).isFalse();
        assertThat(registry.awaited().of(answers.get(65_999))).isNull();

        answers.forEach(answer -> answer.complete(""));
        registry.awaited().sweep(time.nanos());
        CompletableFuture<String> next = new CompletableFuture<>();
        Owner owner = method(next);
        next.complete("");
        registry.awaited().sweep(time.nanos());

        assertThat(owner.hasEnded()).as("there is room again").isTrue();
    }

    @Test
    void what_is_done_or_cannot_be_asked_ends_a_method_at_once() {
        assertThat(method(CompletableFuture.completedFuture("")).hasEnded()).isTrue();
        assertThat(method(new CompletableFuture<String>().minimalCompletionStage())
                        .hasEnded())
                .isTrue();
        assertThat(method(new CompletableFuture<String>() {}).hasEnded()).isTrue();
        assertThat(method("text").hasEnded()).isTrue();
        FutureTask<String> pending = new FutureTask<>(() -> "");
        assertThat(method(pending).hasEnded()).isFalse();
        Reference.reachabilityFence(pending);
    }

    private Owner method(Object result) {
        return server.asks(() -> {
            recorder.methodBegins("acme.Job#run", "Job.run");
            Owner its = starts();
            recorder.methodEnds(result, "acme.Job#run");
            return its;
        });
    }

    @Test
    void an_end_without_a_begin_is_nothing() {
        server.does(() -> {
            recorder.methodEnds(null, "acme.Job#run");
            recorder.startUpEnds();
            recorder.requestFails();
            recorder.exchangeAnswered("nobody's");
            recorder.requestBegins(servlet, "GET /");
            recorder.methodEnds(null, "acme.Job#run");
            recorder.startUpEnds();
            assertThat(name(starts())).isEqualTo("GET /");
            recorder.requestEnds();
        });
    }

    // ---- web applications ----

    @Test
    void what_a_web_application_starts_on_its_own_is_its_own_until_it_is_stopped() {
        asked.context = "/shop";
        Owner application = startUp();
        assertThat(name(application)).isEqualTo("web application /shop");
        assertThat(startUp()).as("one for all its parts").isSameAs(application);

        Owner request = request();
        assertThat(request.parent()).isSameAs(application);
        assertThat(application.hasEnded()).isFalse();

        recorder.webApplicationStops("event");

        assertThat(application.hasEnded()).isTrue();
        assertThat(startUp()).as("started again").isNotSameAs(application);
    }

    @Test
    void a_servlet_that_is_initialised_within_a_request_starts_what_is_the_applications() {
        asked.context = "/shop";
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            Owner request = starts();
            recorder.startUpBegins("config");
            assertThat(starts()).isSameAs(request.parent());
            recorder.startUpEnds();
            assertThat(starts()).isSameAs(request);
            recorder.requestEnds();
            assertThat(request.parent()).as("known after its end").isNotNull();
        });
    }

    @Test
    void where_the_application_is_unknown_whoever_is_around_owns() {
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /");
            Owner request = starts();
            recorder.startUpBegins("config");
            assertThat(starts()).isSameAs(request);
            recorder.startUpEnds();
            assertThat(starts()).isSameAs(request);
            recorder.requestEnds();
        });
    }

    private Owner startUp() {
        return server.asks(() -> {
            recorder.startUpBegins("event");
            Owner its = starts();
            recorder.startUpEnds();
            return its;
        });
    }

    private Owner request() {
        return server.asks(() -> {
            recorder.requestBegins(servlet, "GET /");
            Owner its = starts();
            recorder.requestEnds();
            return its;
        });
    }

    private void uses(Actor actor, PoolRecord pool) {
        actor.does(() -> {
            Object itself = pool.get();
            assertThat(itself).isNotNull();
            recorder.submitted(itself, new FutureTask<>(() -> null));
        });
    }

    private void usesInRequest(PoolRecord pool) {
        other.does(() -> recorder.requestBegins(servlet, "GET /"));
        uses(other, pool);
        other.does(recorder::requestEnds);
    }

    @Test
    void a_pool_of_the_applications_is_not_adopted_by_its_requests() {
        asked.context = "/shop";
        Object pool = new Object();
        server.does(() -> {
            recorder.startUpBegins("event");
            recorder.poolConstructed(pool);
            recorder.startUpEnds();
        });
        PoolRecord record = registry.poolOf(pool);
        usesInRequest(record);
        uses(other, record);
        assertThat(record.isAdopted()).isFalse();
        assertThat(record.parent().hasEnded()).isFalse();

        recorder.webApplicationStops("event");

        assertThat(record.parent().hasEnded()).isTrue();
        Reference.reachabilityFence(pool);
    }

    @Test
    void a_pool_that_one_request_makes_and_others_use_becomes_the_web_applications() {
        asked.context = "/shop";
        Object pool = new Object();
        server.does(() -> {
            recorder.requestBegins(servlet, "GET /first");
            recorder.poolConstructed(pool);
            recorder.requestEnds();
        });
        PoolRecord record = registry.poolOf(pool);
        assertThat(name(record.parent())).isEqualTo("GET /first");

        usesInRequest(record);

        assertThat(name(record.parent())).isEqualTo("web application /shop");
        assertThat(record.isAdopted()).isFalse();
        Reference.reachabilityFence(pool);
    }

    @Test
    void a_pool_that_two_web_applications_use_is_the_whole_servers() {
        asked.context = "/shop";
        Object pool = new Object();
        server.does(() -> {
            recorder.startUpBegins("event");
            recorder.poolConstructed(pool);
            recorder.startUpEnds();
        });
        PoolRecord record = registry.poolOf(pool);

        asked.context = "/stock";
        usesInRequest(record);

        assertThat(record.isAdopted()).isTrue();
        Reference.reachabilityFence(pool);
    }
}

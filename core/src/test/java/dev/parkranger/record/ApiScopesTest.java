package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.options.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scopes of an application's own, through the hooks that the public API calls. */
class ApiScopesTest {

    private final FakeTime time = new FakeTime();
    private final Registry registry = new Registry(100_000);
    private final Recorder recorder = new Recorder(
            time,
            registry,
            TaskTypes.PLAIN,
            (servlet, request) -> request.toString(),
            CodeOrigins.ALL,
            new StartFailures(() -> {}),
            new HookListener() {},
            Capture.ALWAYS,
            100_000);
    private final List<Actor> actors = new ArrayList<>();
    private final Actor one = actor(new Actor());
    private final Actor other = actor(new Actor());
    private final Object servlet = new Object();
    private final Object pool = new Object();

    private Actor actor(Actor actor) {
        actors.add(actor);
        return actor;
    }

    @AfterEach
    void let_all_go() {
        actors.forEach(Actor::close);
    }

    /** Who owns what the actor starts now. */
    private Owner ownerOn(Actor actor) {
        return actor.asks(() -> {
            Thread thread = new Thread(() -> {}) {};
            recorder.platformStarting(thread, null);
            return recordOf(thread).parent();
        });
    }

    private String nameOn(Actor actor) {
        Owner owner = ownerOn(actor);
        return owner instanceof ScopeRecord scope ? scope.name() : owner.kind().label();
    }

    private ThreadRecord recordOf(Thread thread) {
        ThreadRecord record = registry.find(ThreadIds.of(thread));
        assertThat(record).isNotNull();
        return record;
    }

    private Object opens(Actor actor, String name) {
        return actor.asks(() -> recorder.scopeOpened(name));
    }

    private Object resumes(Actor actor, Object token) {
        return actor.asks(() -> recorder.scopeResumed(token));
    }

    private void closes(Actor actor, Object token) {
        actor.does(() -> recorder.scopeClosed(token));
    }

    private static Runnable task() {
        return new FutureTask<>(() -> null);
    }

    private Runnable runs(Actor worker) {
        Runnable task = task();
        worker.does(() -> {
            recorder.submitted(pool, task);
            recorder.workerRuns(pool);
            recorder.taskBegins(task);
        });
        return task;
    }

    private void returns(Actor worker, Runnable task) {
        worker.does(() -> recorder.taskEnds(task));
    }

    // ---- open and close ----

    @Test
    void what_is_started_in_a_scope_is_the_scopes() {
        Object token = opens(one, "import");
        Owner owner = ownerOn(one);

        assertThat(owner).isInstanceOf(ScopeRecord.class);
        assertThat(((ScopeRecord) owner).name()).isEqualTo("import");
        assertThat(owner.hasEnded()).isFalse();
        assertThat(nameOn(other)).isEqualTo("task");

        closes(one, token);

        assertThat(owner.hasEnded()).isTrue();
        assertThat(nameOn(one)).isEqualTo("task");
        assertThat(recordOf(one.thread()).current()).isNull();
    }

    @Test
    void scopes_of_a_name_are_counted_together() {
        List<Owner> owners = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Object token = opens(one, "import");
            owners.add(ownerOn(one));
            closes(one, token);
        }

        assertThat(owners).doesNotHaveDuplicates();
        assertThat(owners).extracting(Owner::endOrdinal).containsExactly(1L, 2L, 3L);
    }

    @Test
    void scopes_nest_within_each_other_and_within_a_request() {
        one.does(() -> recorder.requestBegins(servlet, "GET /"));
        Object outer = opens(one, "outer");
        Object inner = opens(one, "inner");
        assertThat(nameOn(one)).isEqualTo("inner");
        closes(one, inner);
        assertThat(nameOn(one)).isEqualTo("outer");
        closes(one, outer);
        assertThat(nameOn(one)).isEqualTo("GET /");

        one.does(recorder::requestEnds);

        assertThat(nameOn(one)).isEqualTo("task");
    }

    @Test
    void closed_out_of_order_the_later_ones_stay() {
        Object first = opens(one, "first");
        Object second = opens(one, "second");
        Object third = opens(one, "third");

        closes(one, second);
        assertThat(nameOn(one)).isEqualTo("third");
        closes(one, first);
        assertThat(nameOn(one)).isEqualTo("third");
        closes(one, third);

        assertThat(nameOn(one)).isEqualTo("task");
        assertThat(recordOf(one.thread()).current()).isNull();
    }

    @Test
    void a_request_that_ends_leaves_alone_a_scope_that_stayed_open() {
        one.does(() -> recorder.requestBegins(servlet, "GET /first"));
        opens(one, "never closed");
        one.does(recorder::requestEnds);
        assertThat(nameOn(one)).isEqualTo("never closed");

        one.does(() -> recorder.requestBegins(servlet, "GET /second"));

        assertThat(nameOn(one)).isEqualTo("GET /second");
    }

    @Test
    void closing_twice_is_closing_once() {
        Object outer = opens(one, "outer");
        Owner owner = ownerOn(one);
        Object inner = opens(one, "inner");
        closes(one, inner);
        closes(one, inner);

        assertThat(owner.hasEnded()).isFalse();
        assertThat(nameOn(one)).isEqualTo("outer");

        closes(one, outer);
        closes(one, outer);

        assertThat(owner.endOrdinal()).isEqualTo(1);
    }

    @Test
    void closed_on_another_thread_a_scope_ends_and_its_own_thread_forgets_it() {
        Object outer = opens(one, "outer");
        Object inner = opens(one, "inner");
        Owner owner = ownerOn(one);

        closes(other, inner);

        assertThat(owner.hasEnded()).isTrue();
        assertThat(nameOn(one)).isEqualTo("outer");
        assertThat(nameOn(other)).isEqualTo("task");
        closes(one, inner);
        closes(one, outer);
        assertThat(recordOf(one.thread()).current()).isNull();
    }

    @Test
    void scopes_that_others_close_do_not_pile_up() {
        for (int i = 0; i < 1_000; i++) {
            Object token = opens(one, "import");
            assertThat(token).isNotNull();
            closes(other, token);
        }

        assertThat(depth(one)).isLessThanOrEqualTo(1);
    }

    @Test
    void scopes_that_nobody_closes_pile_up_to_a_limit_and_never_end() {
        opens(one, "import");
        Owner owner = ownerOn(one);
        for (int i = 0; i < 1_000; i++) {
            opens(one, "import");
        }

        assertThat(depth(one)).isEqualTo(ApiScopes.MAX_OPEN);
        assertThat(opens(one, "import")).isNull();
        assertThat(owner.hasEnded()).isFalse();
        assertThat(ownerOn(one).hasEnded()).isFalse();
    }

    private int depth(Actor actor) {
        int depth = 0;
        for (Activity at = recordOf(actor.thread()).current(); at != null; at = at.outer()) {
            depth++;
        }
        return depth;
    }

    @Test
    void a_scope_that_is_not_closed_ends_with_its_thread() {
        Actor brief = actor(new Actor(recorder));
        opens(brief, "import");
        Owner owner = ownerOn(brief);

        brief.does(() -> recorder.platformExiting(brief.thread()));

        assertThat(owner.hasEnded()).isTrue();
    }

    @Test
    void a_scope_that_is_not_closed_ends_with_the_pooled_task_that_opened_it() {
        Runnable task = runs(one);
        opens(one, "import");
        Owner owner = ownerOn(one);

        returns(one, task);

        assertThat(owner.hasEnded()).isTrue();
        assertThat(recordOf(one.thread()).current()).isNull();
    }

    @Test
    void a_scope_that_was_carried_goes_on_when_the_task_that_opened_it_returns() {
        Runnable task = runs(one);
        Object token = opens(one, "import");
        Owner owner = ownerOn(one);
        one.does(() -> recorder.scopeCarried(token));
        returns(one, task);
        assertThat(owner.hasEnded()).isFalse();

        Object again = resumes(other, token);
        assertThat(ownerOn(other)).isSameAs(owner);
        closes(other, again);
        closes(other, token);

        assertThat(owner.hasEnded()).isTrue();
    }

    @Test
    void an_inner_scope_is_part_of_the_same_work_no_longer_than_it_is_open() {
        Object outer = opens(one, "outer");
        Object inner = opens(one, "inner");
        Owner owner = ownerOn(one);
        assertThat(owner.parent()).isInstanceOf(ScopeRecord.class);

        closes(one, outer);
        closes(one, inner);

        assertThat(owner.parent()).isNull();
    }

    // ---- resume ----

    @Test
    void what_is_started_in_a_resumption_is_the_scopes() {
        Object token = opens(one, "import");
        Owner owner = ownerOn(one);
        Runnable task = runs(other);
        Object again = resumes(other, token);
        assertThat(ownerOn(other)).isSameAs(owner);

        closes(other, again);

        assertThat(nameOn(other)).isEqualTo("task");
        assertThat(owner.hasEnded()).isFalse();
        assertThat(ownerOn(one)).isSameAs(owner);
        returns(other, task);
        closes(one, token);
        assertThat(owner.hasEnded()).isTrue();
    }

    @Test
    void a_resumption_that_is_not_closed_goes_with_its_task_and_ends_nothing() {
        Object token = opens(one, "import");
        Owner owner = ownerOn(one);
        Runnable task = runs(other);
        resumes(other, token);

        returns(other, task);

        assertThat(owner.hasEnded()).isFalse();
        assertThat(recordOf(other.thread()).current()).isNull();
    }

    @Test
    void a_resumption_can_be_resumed_itself() {
        Object token = opens(one, "import");
        Object again = resumes(other, token);
        Object onceMore = resumes(one, again);
        assertThat(ownerOn(one)).isSameAs(ownerOn(other));

        closes(one, onceMore);
        closes(other, again);

        assertThat(nameOn(one)).isEqualTo("import");
    }

    @Test
    void a_resumption_that_another_thread_closes_is_over() {
        Object token = opens(one, "import");
        Object again = resumes(other, token);

        closes(one, again);

        assertThat(nameOn(other)).isEqualTo("task");
        assertThat(nameOn(one)).isEqualTo("import");
    }

    @Test
    void a_scope_that_is_closed_while_it_is_resumed_elsewhere_is_over_there_too() {
        Object token = opens(one, "import");
        Object again = resumes(other, token);

        closes(one, token);

        assertThat(nameOn(other)).isEqualTo("task");
        closes(other, again);
        assertThat(recordOf(other.thread()).current()).isNull();
    }

    @Test
    void a_scope_that_is_over_cannot_be_resumed() {
        Object token = opens(one, "import");
        closes(one, token);

        assertThat(other.<Object>asks(() -> recorder.scopeResumed(token) == null))
                .isEqualTo(true);
    }

    // ---- current ----

    @Test
    void the_current_one_is_the_innermost_scope_or_request() {
        one.does(() -> recorder.requestBegins(servlet, "GET /"));
        Object request = one.asks(recorder::scopeHere);
        opens(one, "import");
        Object scope = one.asks(recorder::scopeHere);

        resumes(other, request);
        assertThat(nameOn(other)).isEqualTo("GET /");
        resumes(other, scope);
        assertThat(nameOn(other)).isEqualTo("import");
    }

    @Test
    void the_current_one_within_a_pooled_task_is_that_of_its_submission() {
        Runnable task = task();
        one.does(() -> {
            recorder.scopeOpened("import");
            recorder.submitted(pool, task);
        });
        other.does(() -> {
            recorder.workerRuns(pool);
            recorder.taskBegins(task);
        });
        assertThat(nameOn(other)).isEqualTo("task");

        other.does(() -> recorder.scopeResumed(recorder.scopeHere()));

        assertThat(nameOn(other)).isEqualTo("import");
    }

    @Test
    void closing_the_current_one_ends_nothing() {
        one.does(() -> recorder.requestBegins(servlet, "GET /"));
        Owner request = ownerOn(one);
        closes(one, one.asks(recorder::scopeHere));

        assertThat(request.hasEnded()).isFalse();
        assertThat(ownerOn(one)).isSameAs(request);
    }

    @Test
    void a_request_that_was_carried_ends_when_it_is_answered() {
        one.does(() -> recorder.requestBegins(servlet, "GET /"));
        Owner request = ownerOn(one);
        resumes(other, one.asks(recorder::scopeHere));

        one.does(recorder::requestEnds);

        assertThat(request.hasEnded()).isTrue();
        assertThat(nameOn(other)).isEqualTo("task");
    }

    @Test
    void where_nothing_is_open_there_is_no_current_one() {
        assertThat(one.asks(() -> recorder.scopeHere() == null)).isTrue();
        opens(one, "import");
        one.does(recorder::scopeLeft);

        assertThat(one.asks(() -> recorder.scopeHere() == null)).isTrue();
    }

    // ---- detached ----

    @Test
    void what_is_started_detached_is_the_applications() {
        Object token = opens(one, "import");
        Object lasting = one.asks(recorder::scopeLeft);
        assertThat(ownerOn(one)).isSameAs(Application.INSTANCE);
        one.does(() -> recorder.poolConstructed(pool));
        assertThat(registry.poolOf(pool).parent()).isSameAs(Application.INSTANCE);
        assertThat(registry.poolOf(pool).enclosing()).isNull();

        closes(one, lasting);

        assertThat(nameOn(one)).isEqualTo("import");
        closes(one, token);
        assertThat(nameOn(one)).isEqualTo("task");
    }

    @Test
    void a_scope_within_a_detached_stretch_owns_again() {
        one.does(recorder::scopeLeft);
        opens(one, "import");

        assertThat(nameOn(one)).isEqualTo("import");
    }

    @Test
    void a_detached_stretch_can_be_resumed_and_closed_elsewhere() {
        Object lasting = one.asks(recorder::scopeLeft);
        resumes(other, lasting);
        assertThat(ownerOn(other)).isSameAs(Application.INSTANCE);

        closes(other, lasting);

        assertThat(nameOn(one)).isEqualTo("task");
        assertThat(ownerOn(other)).isSameAs(Application.INSTANCE);
    }

    // ---- what is not ours ----

    @Test
    void what_is_no_token_is_passed_over() {
        opens(one, "import");
        for (Object stranger : new Object[] {new Object(), "token", recordOf(one.thread()), null}) {
            closes(one, stranger);
            one.does(() -> recorder.scopeCarried(stranger));
            assertThat(one.asks(() -> recorder.scopeResumed(stranger) == null)).isTrue();
        }

        assertThat(nameOn(one)).isEqualTo("import");
    }

    @Test
    void the_agents_own_threads_open_nothing() throws InterruptedException {
        List<Object> tokens = new ArrayList<>();
        Thread ours = new AgentThread("test", () -> {
            tokens.add(recorder.scopeOpened("logging"));
            tokens.add(recorder.scopeLeft());
            tokens.add(recorder.scopeHere());
        });
        ours.start();
        ours.join();

        assertThat(tokens).hasSize(3).containsOnlyNulls();
        assertThat(registry.find(ThreadIds.of(ours))).isNull();
    }
}

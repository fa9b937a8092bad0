package dev.parkranger.agent.tests.servers;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** The healthy half of the shop. */
@RestController
public class SpringOrders {

    private final JdbcTemplate jdbc;
    private final SpringMail mail;

    public SpringOrders(JdbcTemplate jdbc, SpringMail mail) {
        this.jdbc = jdbc;
        this.mail = mail;
    }

    @GetMapping("/orders/{id}")
    String order(@PathVariable("id") String id) throws Exception {
        return Shop.get().order(id);
    }

    @GetMapping("/stock/{id}")
    Integer stock(@PathVariable("id") int id) {
        return jdbc.queryForObject("select ? * 2", Integer.class, id);
    }

    @GetMapping("/mail")
    String mail() {
        mail.send();
        return "on its way";
    }

    @GetMapping("/clients/{name}")
    String client(@PathVariable("name") String name) throws Exception {
        return Clients.call(name);
    }

    @GetMapping("/wait")
    String await() throws InterruptedException {
        return Shop.get().await();
    }

    @GetMapping("/burst")
    String burst() throws Exception {
        return Shop.get().burst();
    }

    @GetMapping("/events")
    DeferredResult<String> events() {
        var later = new DeferredResult<String>();
        Shop.get().bell().onNextRing(() -> later.setResult("rang"));
        return later;
    }
}

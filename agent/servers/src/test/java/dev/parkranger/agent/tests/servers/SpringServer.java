package dev.parkranger.agent.tests.servers;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** Spring Boot with its own Tomcat. */
public final class SpringServer implements Server {

    @Override
    public int start(Shop shop) {
        var context = (ServletWebServerApplicationContext) SpringApplication.run(
                SpringShop.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1",
                "--server.shutdown=immediate",
                "--spring.lifecycle.timeout-per-shutdown-phase=1s",
                "--spring.task.execution.pool.core-size=16");
        return context.getWebServer().getPort();
    }
}

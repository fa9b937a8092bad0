package dev.parkranger.agent.tests.servers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;

/** A connection pool over a database in memory. */
final class OrderTable implements Clients.Client {

    private final HikariDataSource source = new HikariDataSource(settings());

    static HikariConfig settings() {
        var settings = new HikariConfig();
        settings.setJdbcUrl("jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1");
        settings.setMaximumPoolSize(4);
        return settings;
    }

    @Override
    public Object call() throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from information_schema.tables")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}

package dev.parkranger.agent.tests.servers;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer whose broker is never there: its network thread tries again and again. */
final class KafkaAudit implements Clients.Client {

    private final KafkaProducer<String, String> producer = new KafkaProducer<>(settings(1));

    static Map<String, Object> settings(int brokersPort) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:" + brokersPort,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                20,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class);
    }

    @Override
    public Object call() {
        Future<RecordMetadata> sent = producer.send(new ProducerRecord<>("audit", "ordered"));
        return sent.isDone();
    }
}

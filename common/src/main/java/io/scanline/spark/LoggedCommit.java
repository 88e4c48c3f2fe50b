package io.scanline.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scanline.table.Lake;
import io.scanline.table.Table;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.util.FileNames;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What one commit says of itself in the table's log, read from its one small file: asking Delta would replay the whole log.
 *
 * @param transactions application id to the transaction that the commit carries
 * @param rows rows that the commit wrote; 0 where it does not say
 */
record LoggedCommit(long version, Map<String, Long> transactions, long rows) {
    private static final String ROWS_WRITTEN = "numOutputRows";
    private static final ObjectMapper JSON = new ObjectMapper();

    static LoggedCommit of(Lake lake, Table table, long version) {
        DeltaLog log = DeltaLog.forTable(lake.spark(), lake.location(table).path());
        Map<String, Long> transactions = new TreeMap<>();
        long rows = 0;
        for (String line : CollectionConverters.asJava(
                log.store().read(FileNames.unsafeDeltaFile(log.logPath(), version), log.newDeltaHadoopConf()))) {
            if (line.startsWith("{\"txn\"")) {
                JsonNode transaction = parsed(line).get("txn");
                transactions.put(
                        transaction.get("appId").asText(),
                        transaction.get("version").asLong());
            } else if (line.startsWith("{\"commitInfo\"")) {
                rows = parsed(line)
                        .path("commitInfo")
                        .path("operationMetrics")
                        .path(ROWS_WRITTEN)
                        .asLong();
            }
        }
        return new LoggedCommit(version, transactions, rows);
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A line of the table's log is not JSON", e);
        }
    }
}

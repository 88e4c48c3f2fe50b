package io.scanline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
    @ParameterizedTest
    @CsvSource({"'local', 1", "'local[3]', 3", "'local[5,4]', 5"})
    void aLocalSessionHasTheThreadsOfItsMaster(String master, String threads) {
        assertThat(completed(master).get("spark.sql.leafNodeDefaultParallelism"))
                .isEqualTo(threads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[*]", "local[*,4]", "local-cluster[2,1,1024]"})
    void aLocalSessionUsesAllProcessorsWhereItsMasterNamesNoThreads(String master) {
        assertThat(completed(master).getInt("spark.sql.leafNodeDefaultParallelism", 0))
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void withoutAMasterASessionIsLocal() {
        assertThat(Session.completed(new SparkConf(false)).get("spark.master")).isEqualTo("local[*,4]");
    }

    @ParameterizedTest
    @CsvSource({
        "'spark.cores.max=10'",
        "'spark.executor.instances=5;spark.executor.cores=2'",
        "'spark.dynamicAllocation.enabled=true;spark.dynamicAllocation.maxExecutors=5;spark.executor.cores=2'"
    })
    void shufflesOfAClusterHaveFourPartsForEveryCoreThatItCanHave(String settings) {
        SparkConf conf = completed("spark://127.0.0.1:7077", settings.split(";"));

        assertThat(conf.get("spark.sql.leafNodeDefaultParallelism")).isEqualTo("10");
        assertThat(conf.get("spark.sql.shuffle.partitions")).isEqualTo("40");
        // so that no fewer are left where parts are put together
        assertThat(conf.get("spark.default.parallelism")).isEqualTo("40");
    }

    @Test
    void aClusterThatDoesNotSayHowLargeItIsKeepsSparksOwnChoice() {
        SparkConf conf = completed("yarn");

        assertThat(conf.contains("spark.sql.shuffle.partitions")).isFalse();
        assertThat(conf.contains("spark.default.parallelism")).isFalse();
        assertThat(conf.contains("spark.sql.leafNodeDefaultParallelism")).isFalse();
    }

    @Test
    void whatUsersChooseIsKept() {
        SparkConf conf = completed("local[2]", "spark.sql.shuffle.partitions=100", "spark.default.parallelism=7");

        assertThat(conf.get("spark.sql.shuffle.partitions")).isEqualTo("100");
        assertThat(conf.get("spark.default.parallelism")).isEqualTo("7");
        assertThat(conf.contains("spark.sql.leafNodeDefaultParallelism")).isFalse();
    }

    private static SparkConf completed(String master, String... settings) {
        SparkConf conf = new SparkConf(false).setMaster(master);
        for (String setting : settings) {
            String[] parts = setting.split("=");
            conf.set(parts[0], parts[1]);
        }
        return Session.completed(conf);
    }
}

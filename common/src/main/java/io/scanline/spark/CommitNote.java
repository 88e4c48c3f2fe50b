package io.scanline.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.actions.CommitInfo;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a run says of itself in each of its commits, where Delta keeps what a user has to say. A run that ends after its commit and
 * before its line in the ledger has thereby told what the commit was made of.
 *
 * @param config what the job's options come to
 * @param wholeLake whether the run had no interval of its own
 * @param read versions by table
 */
public record CommitNote(String run, String job, String config, boolean wholeLake, Map<String, Long> read) {
    /** Commits that are looked at; others than of jobs, as of a compaction, are few in a row. */
    private static final int NEWEST = 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of the newest commit to a table that a run of a job, whatever its options, made without an interval. */
    public static Optional<CommitNote> newest(DeltaLog output, String job) {
        Optional<CommitNote> found = Optional.empty();
        long newest = output.unsafeVolatileSnapshot().version();
        var commits = output.getChanges(Math.max(0, newest - NEWEST + 1), Option.empty(), false);
        while (commits.hasNext()) {
            for (Object action : CollectionConverters.asJava(commits.next()._2())) {
                Optional<CommitNote> note = action instanceof CommitInfo info ? of(info) : Optional.empty();
                if (note.filter(noted -> noted.wholeLake() && noted.job().equals(job))
                        .isPresent()) {
                    found = note;
                }
            }
        }
        return found;
    }

    private static Optional<CommitNote> of(CommitInfo info) {
        if (info.userMetadata().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(info.userMetadata().get(), CommitNote.class));
        } catch (JsonProcessingException othersWords) {
            return Optional.empty();
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a note is names and numbers: " + this, e);
        }
    }
}

package io.scanline.table;

import io.scanline.config.ScanlineException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddCDCFile;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.RemoveFile;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a table's log has of the commits after a version: which files tell what changed, and whether they are still there. Reads
 * the commits' own files only, and lists a folder only where a commit's file is in the table no more.
 */
final class ChangeFeed {
    private final DeltaLog log;
    private final long since;
    private final long until;
    private final Predicate<Map<String, String>> letGo;
    private final Set<String> telling = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private final Set<Map<String, String>> changedPartitions = new HashSet<>();
    private boolean whole;

    /** @param letGo whether a partition, by its values, was let go: that it leaves is no change */
    ChangeFeed(DeltaLog log, long since, long until, Predicate<Map<String, String>> letGo) {
        this.log = log;
        this.since = since;
        this.until = until;
        this.letGo = letGo;
        read();
    }

    private void read() {
        long expected = since + 1;
        Iterator<Tuple2<Object, Seq<Action>>> commits =
                CollectionConverters.asJava(log.getChanges(since + 1, Option.empty(), false));
        while (expected <= until && commits.hasNext()) {
            Tuple2<Object, Seq<Action>> commit = commits.next();
            if ((Long) commit._1() != expected) {
                return;
            }
            expected++;
            CollectionConverters.asJava(commit._2()).forEach(this::note);
        }
        whole = expected > until;
    }

    private void note(Action action) {
        if (action instanceof AddFile added) {
            note(added.path(), added.dataChange());
            noteChange(CollectionConverters.asJava(added.partitionValues()), added.dataChange());
        } else if (action instanceof RemoveFile removed) {
            note(removed.path(), removed.dataChange());
            Map<String, String> partition = CollectionConverters.asJava(removed.partitionValues());
            noteChange(partition, removed.dataChange() && !letGo.test(partition));
            gone.add(removed.path());
        } else if (action instanceof AddCDCFile changes) {
            note(changes.path(), true);
            gone.add(changes.path());
        }
    }

    private void note(String path, boolean changesRows) {
        if (changesRows) {
            telling.add(path);
        }
    }

    private void noteChange(Map<String, String> partition, boolean changesRows) {
        if (changesRows) {
            changedPartitions.add(partition);
        }
    }

    /**
     * The values of the partitions whose rows a commit after the version changed; rows that moved to other files, or were let
     * go, did not. Empty where the log does not have all commits.
     */
    Optional<Set<Map<String, String>>> changedPartitions() {
        return whole ? Optional.of(changedPartitions) : Optional.empty();
    }

    /** Whether the changes can be read from the first to the last; a vacuum may have removed files that tell them. */
    boolean isReadable() {
        return whole && areThere(telling.stream().filter(gone::contains));
    }

    private boolean areThere(Stream<String> paths) {
        Map<Path, Set<String>> byFolder = paths.map(this::located)
                .collect(Collectors.groupingBy(
                        Path::getParent, HashMap::new, Collectors.mapping(Path::getName, Collectors.toSet())));
        return byFolder.entrySet().stream()
                .allMatch(folder -> names(folder.getKey()).containsAll(folder.getValue()));
    }

    /** Paths in the log are escaped as in a URI. */
    private Path located(String path) {
        return new Path(log.dataPath(), new Path(java.net.URI.create(path)));
    }

    private Set<String> names(Path folder) {
        try {
            FileSystem files = folder.getFileSystem(log.newDeltaHadoopConf());
            return Stream.of(files.listStatus(folder))
                    .map(file -> file.getPath().getName())
                    .collect(Collectors.toSet());
        } catch (FileNotFoundException e) {
            return Set.of();
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot list " + folder + ": " + e.getMessage(),
                    "Check the lake's storage (scanline doctor), then run the command again.",
                    e);
        }
    }
}

package io.scanline.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InterpretedMutableProjection;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.NoMapping$;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.files.TahoeBatchFileIndex;
import org.apache.spark.sql.types.StructField;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The files of a table that has no more than some thousands, as the checksum of the version lists them.
 *
 * <p>Delta looks for a scan's files with Spark jobs over the table's log, which take seconds where a driver and executors have just
 * begun. The checksum of a version holds its list of files where these are few; files are left out by the values of their
 * partition and by {@link FileBounds}.
 */
public final class ListedFiles extends TahoeBatchFileIndex {
    private ListedFiles(SparkSession spark, DeltaLog log, Snapshot snapshot, Seq<AddFile> files) {
        super(spark, "batch", files, log, log.dataPath(), snapshot, false);
    }

    /** The rows of a version; empty where its checksum has no list of files. */
    public static Optional<Dataset<Row>> rows(org.apache.spark.sql.SparkSession spark, DeltaLog log, long version) {
        Snapshot newest = log.unsafeVolatileSnapshot();
        if (newest.version() != version) {
            return Optional.empty();
        }
        return listed(newest).map(files -> {
            ListedFiles index = new ListedFiles((SparkSession) spark, log, newest, files);
            return spark.baseRelationToDataFrame(
                    log.buildHadoopFsRelationWithFileIndex(newest, index, Option.empty(), false));
        });
    }

    private static Optional<Seq<AddFile>> listed(Snapshot snapshot) {
        Option<VersionChecksum> checksum = snapshot.checksumOpt();
        return checksum.isDefined() && checksum.get().allFiles().isDefined()
                ? Optional.of(checksum.get().allFiles().get())
                : Optional.empty();
    }

    @Override
    public Seq<AddFile> matchingFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
        Stream<AddFile> matching = CollectionConverters.asJava(addFiles()).stream();
        if (partitionFilters.nonEmpty()) {
            InterpretedMutableProjection holds = onPartitionValues(all(partitionFilters));
            matching = matching.filter(file -> isTrue(holds.apply(getPartitionValuesRow(file.partitionValues()))));
        }
        if (dataFilters.nonEmpty() && metadata().columnMappingMode() == NoMapping$.MODULE$) {
            Expression filter = all(dataFilters);
            matching = matching.filter(file -> FileBounds.of(file.stats()).canMeet(filter));
        }
        return CollectionConverters.asScala(matching.toList()).toSeq();
    }

    private static Expression all(Seq<Expression> filters) {
        return CollectionConverters.asJava(filters).stream().reduce(And::new).orElseThrow();
    }

    private static boolean isTrue(InternalRow result) {
        return !result.isNullAt(0) && result.getBoolean(0);
    }

    private InterpretedMutableProjection onPartitionValues(Expression filter) {
        Map<String, Attribute> named = new HashMap<>();
        CollectionConverters.asJava(filter.references().toSeq())
                .forEach(attribute -> named.put(attribute.name(), attribute));
        List<Attribute> columns = new ArrayList<>();
        for (StructField column : partitionSchema().fields()) {
            columns.add(named.getOrDefault(column.name(), unused(column)));
        }
        return new InterpretedMutableProjection(
                CollectionConverters.asScala(List.of(filter)).toSeq(),
                CollectionConverters.asScala(columns).toSeq());
    }

    private static Attribute unused(StructField column) {
        return new AttributeReference(
                column.name(),
                column.dataType(),
                true,
                column.metadata(),
                NamedExpression.newExprId(),
                CollectionConverters.asScala(List.<String>of()).toSeq());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListedFiles listed
                && listed.path().equals(path())
                && listed.version() == version()
                && listed.metadata().id().equals(metadata().id());
    }

    @Override
    public int hashCode() {
        return path().hashCode() * 31 + Long.hashCode(version());
    }
}

package io.scanline.spark;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.io.CompressionCodec;
import org.apache.spark.package$;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import scala.Function1;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * Files of rows in Spark's own form, compressed: for wide rows that are written once, read a few times and deleted, where a
 * columnar file costs more to make than it saves its readers. A file opens with the version of Spark that wrote it, since the
 * form may differ in the next; it closes with a mark, so that one which was cut off is never taken for whole.
 */
public final class RowFiles implements FileFormat {
    /** For {@code format(...)} of Spark's readers and writers; the reader must be given the schema. */
    public static final String FORMAT = RowFiles.class.getName();

    private static final String CODEC = CompressionCodec.LZ4();
    private static final int BUFFER = 1 << 20;
    private static final int END = -1;

    @Override
    public Option<StructType> inferSchema(SparkSession spark, Map<String, String> options, Seq<FileStatus> files) {
        return Option.empty(); // the rows alone do not say what they are
    }

    @Override
    public OutputWriterFactory prepareWrite(
            SparkSession spark, Job job, Map<String, String> options, StructType schema) {
        return new Writers();
    }

    @Override
    public Function1<PartitionedFile, Iterator<InternalRow>> buildReaderWithPartitionValues(
            SparkSession spark,
            StructType schema,
            StructType partitions,
            StructType required,
            Seq<Filter> filters,
            Map<String, String> options,
            Configuration hadoop) {
        int[] places = Arrays.stream(required.fieldNames())
                .mapToInt(schema::fieldIndex)
                .toArray();
        return new Reader(schema, places, new SerializableConfiguration(hadoop));
    }

    private static CompressionCodec codec() {
        return CompressionCodec.createCodec(SparkEnv.get().conf(), CODEC);
    }

    private static String sparkVersion() {
        return package$.MODULE$.SPARK_VERSION();
    }

    private static final class Writers extends OutputWriterFactory {
        private static final long serialVersionUID = 1;

        @Override
        public String getFileExtension(TaskAttemptContext context) {
            return ".rows." + CODEC;
        }

        @Override
        public OutputWriter newInstance(String path, StructType schema, TaskAttemptContext context) {
            try {
                return new Writer(path, schema, context.getConfiguration());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Writer extends OutputWriter {
        private final String path;
        private final UnsafeProjection toOwnForm;
        private final DataOutputStream out;
        private final byte[] copied = new byte[BUFFER];

        Writer(String path, StructType schema, Configuration hadoop) throws IOException {
            this.path = path;
            this.toOwnForm = UnsafeProjection.create(schema);
            Path place = new Path(path);
            this.out = new DataOutputStream(
                    codec().compressedOutputStream(place.getFileSystem(hadoop).create(place, false)));
            out.writeUTF(sparkVersion());
        }

        @Override
        public void write(InternalRow row) {
            UnsafeRow unsafe = row instanceof UnsafeRow own ? own : toOwnForm.apply(row);
            try {
                out.writeInt(unsafe.getSizeInBytes());
                unsafe.writeToStream(out, copied);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                out.writeInt(END);
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String path() {
            return path;
        }
    }

    private static final class Reader extends AbstractFunction1<PartitionedFile, Iterator<InternalRow>>
            implements Serializable {
        private static final long serialVersionUID = 1;

        private final StructType schema;
        private final int[] places;
        private final SerializableConfiguration hadoop;

        Reader(StructType schema, int[] places, SerializableConfiguration hadoop) {
            this.schema = schema;
            this.places = places;
            this.hadoop = hadoop;
        }

        @Override
        public Iterator<InternalRow> apply(PartitionedFile file) {
            try {
                Path place = file.toPath();
                return CollectionConverters.asScala(new Rows(
                        place,
                        place.getFileSystem(hadoop.value()).open(place),
                        schema.size(),
                        whole() ? null : UnsafeProjection.create(required())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private boolean whole() {
            return Arrays.equals(places, IntStream.range(0, schema.size()).toArray());
        }

        private Seq<Expression> required() {
            List<Expression> columns = Arrays.stream(places)
                    .<Expression>mapToObj(place -> {
                        StructField field = schema.apply(place);
                        return new BoundReference(place, field.dataType(), field.nullable());
                    })
                    .toList();
            return CollectionConverters.asScala(columns).toSeq();
        }
    }

    /** Rows of one file; each is valid until the next is asked for. */
    private static final class Rows implements java.util.Iterator<InternalRow> {
        private final Path place;
        private final DataInputStream in;
        private final UnsafeProjection projection;
        private final UnsafeRow row;
        private byte[] bytes = new byte[BUFFER];
        private int size;

        Rows(Path place, InputStream stored, int columns, UnsafeProjection projection) throws IOException {
            this.place = place;
            this.in = new DataInputStream(codec().compressedInputStream(stored));
            this.projection = projection;
            this.row = new UnsafeRow(columns);
            TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> close());
            String writtenBy = in.readUTF();
            if (!writtenBy.equals(sparkVersion())) {
                throw new IOException(place + " was written by Spark " + writtenBy
                        + " and can be read by that version only, not by " + sparkVersion());
            }
            size = in.readInt();
        }

        @Override
        public boolean hasNext() {
            return size != END;
        }

        @Override
        public InternalRow next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException();
            }
            try {
                bytes = bytes.length < size ? new byte[size] : bytes;
                in.readFully(bytes, 0, size);
                row.pointTo(bytes, size);
                size = in.readInt();
            } catch (IOException e) {
                throw new UncheckedIOException(place + " is not whole", e);
            }
            return projection == null ? row : projection.apply(row);
        }

        private void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

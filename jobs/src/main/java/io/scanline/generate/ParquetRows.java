package io.scanline.generate;

import io.scanline.storage.Location;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * Writes rows of a flat schema to one Parquet file under the name that it is given, so that the same rows give the same bytes.
 * A row holds String, Integer, Long, Double or Boolean values, null where a field has none.
 */
final class ParquetRows implements Closeable {
    private final ParquetWriter<Object[]> writer;

    ParquetRows(Location file, Configuration hadoop, MessageType schema) throws IOException {
        writer = new Builder(HadoopOutputFile.fromPath(file.path(), hadoop), schema)
                .withConf(hadoop)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withRowGroupSize(16L << 20)
                .build();
    }

    void write(Object... row) throws IOException {
        writer.write(row);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<Object[], Builder> {
        private final MessageType schema;

        Builder(HadoopOutputFile file, MessageType schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Object[]> getWriteSupport(Configuration hadoop) {
            return new FlatRows(schema);
        }
    }

    private static final class FlatRows extends WriteSupport<Object[]> {
        private final MessageType schema;
        private RecordConsumer consumer;

        FlatRows(MessageType schema) {
            this.schema = schema;
        }

        @Override
        public WriteContext init(Configuration hadoop) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public void write(Object[] row) {
            consumer.startMessage();
            for (int i = 0; i < row.length; i++) {
                if (row[i] != null) {
                    String name = schema.getFieldName(i);
                    consumer.startField(name, i);
                    add(row[i]);
                    consumer.endField(name, i);
                }
            }
            consumer.endMessage();
        }

        private void add(Object value) {
            if (value instanceof String text) {
                consumer.addBinary(Binary.fromString(text));
            } else if (value instanceof Integer number) {
                consumer.addInteger(number);
            } else if (value instanceof Long number) {
                consumer.addLong(number);
            } else if (value instanceof Double number) {
                consumer.addDouble(number);
            } else {
                consumer.addBoolean((Boolean) value);
            }
        }
    }
}

package io.scanline.maintain;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Session;
import io.scanline.table.Lake;
import io.scanline.table.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads every file of the lake, of whatever version, and counts where the customer stands in it. It trusts no table, log or
 * statistic: what is in storage is read, Parquet as Parquet and anything else as text.
 */
final class CustomerScan {
    private static final StructType SCHEMA = new StructType()
            .add("place", DataTypes.StringType)
            .add("hashes", DataTypes.LongType)
            .add("ids", DataTypes.LongType)
            .add("same_words", DataTypes.LongType);

    private final Lake lake;
    private final CustomerTraces traces;

    CustomerScan(Lake lake, CustomerTraces traces) {
        this.lake = lake;
        this.traces = traces;
    }

    /**
     * A file in which something was found.
     *
     * @param hashes values with the customer's hash
     * @param ids values with the customer's id, where a customer's id can stand
     * @param sameWords values with the same word where no customer's id stands, such as an item's number
     */
    record Found(String place, long hashes, long ids, long sameWords) {
        boolean holdsCustomer() {
            return hashes + ids > 0;
        }
    }

    record Seen(long files, long bytes, List<Found> found) {
        long hashes() {
            return found.stream().mapToLong(Found::hashes).sum();
        }

        long ids() {
            return found.stream().mapToLong(Found::ids).sum();
        }

        long sameWords() {
            return found.stream().mapToLong(Found::sameWords).sum();
        }

        List<Found> withCustomer() {
            return found.stream().filter(Found::holdsCustomer).toList();
        }
    }

    /** One row a file with findings comes to the driver. */
    Seen run() {
        Configuration hadoop = lake.spark().sparkContext().hadoopConfiguration();
        List<StoredFile> files = StoredFile.below(lake.root(), hadoop);
        long bytes = files.stream().mapToLong(StoredFile::bytes).sum();
        lake.run().step(String.format(Locale.ROOT, "Reading all %,d files of the lake", files.size()));
        int tasks = Math.max(1, Math.min(files.size(), 4 * Session.cores(lake.spark())));
        List<Found> found = lake
                .spark()
                .createDataset(files.stream().map(StoredFile::place).toList(), Encoders.STRING())
                .repartition(tasks)
                .mapPartitions(
                        new ReadFiles(traces, lake.root().toString(), new SerializableConfiguration(hadoop)),
                        Encoders.row(SCHEMA))
                .collectAsList()
                .stream()
                .map(row -> new Found(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3)))
                .toList();
        return new Seen(files.size(), bytes, found);
    }

    record ReadFiles(CustomerTraces traces, String root, SerializableConfiguration hadoop)
            implements MapPartitionsFunction<String, Row> {
        @Override
        public Iterator<Row> call(Iterator<String> places) throws IOException {
            List<Row> found = new java.util.ArrayList<>();
            while (places.hasNext()) {
                Counts counts = new Counts(places.next());
                counts.read();
                if (counts.hashes + counts.ids + counts.sameWords > 0) {
                    found.add(RowFactory.create(counts.place, counts.hashes, counts.ids, counts.sameWords));
                }
            }
            return found.iterator();
        }

        /** What one file holds. */
        private final class Counts {
            private final String place;
            private final boolean ofLines;
            private long hashes;
            private long ids;
            private long sameWords;

            Counts(String place) {
                this.place = place;
                String below = place.substring(root.length() + 1);
                boolean staged = below.startsWith("_scanline/");
                boolean data = !below.contains("/_delta_log/")
                        && CustomerPlaces.TABLES.stream()
                                .map(Table::name)
                                .anyMatch(name -> below.startsWith(name + "/"));
                this.ofLines = staged || data;
            }

            void read() throws IOException {
                Path file = new Path(place);
                if (place.endsWith(".parquet")) {
                    ParquetTexts.read(file, hadoop.value(), this::visitor);
                    return;
                }
                try (BufferedReader lines = new BufferedReader(
                        new InputStreamReader(file.getFileSystem(hadoop.value()).open(file), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        count(CustomerTraces.Kind.OTHER, line);
                    }
                } catch (IOException e) {
                    throw ScanlineException.storage(
                            place + " cannot be read: " + e.getMessage(),
                            "Check the storage (scanline doctor), then erase again: the proof must read every file.",
                            e);
                }
            }

            private ParquetTexts.Visitor visitor(String column) {
                CustomerTraces.Kind kind = CustomerPlaces.kind(ofLines, column);
                return text -> count(kind, text);
            }

            private void count(CustomerTraces.Kind kind, String text) {
                hashes += traces.hasHash(text) ? 1 : 0;
                if (traces.hasId(kind, text)) {
                    ids += kind == CustomerTraces.Kind.OTHER ? 0 : 1;
                    sameWords += kind == CustomerTraces.Kind.OTHER ? 1 : 0;
                }
            }
        }
    }
}

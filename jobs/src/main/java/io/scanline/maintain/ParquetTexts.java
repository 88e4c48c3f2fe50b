package io.scanline.maintain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * Reads every text of a Parquet file by the file's own schema, whatever a table says of it: of maps, lists and nested columns too.
 * Columns are read one by one; a value that the file stores once in a dictionary is looked at once.
 */
final class ParquetTexts {
    /** Called for every text of a column. */
    interface Visitor {
        void text(String value);
    }

    private ParquetTexts() {}

    /** @param visitors gives the visitor of a column, by the name of the outermost column that it is in */
    static void read(Path file, Configuration hadoop, Function<String, Visitor> visitors) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
            MessageType schema = reader.getFileMetaData().getSchema();
            List<Type> texts = texts(schema);
            if (texts.isEmpty()) {
                return;
            }
            MessageType wanted = new MessageType(schema.getName(), texts);
            reader.setRequestedSchema(wanted);
            String createdBy = reader.getFileMetaData().getCreatedBy();
            for (PageReadStore rows = reader.readNextRowGroup(); rows != null; rows = reader.readNextRowGroup()) {
                ColumnReadStoreImpl columns =
                        new ColumnReadStoreImpl(rows, new Fields(wanted, visitors), wanted, createdBy);
                for (ColumnDescriptor column : wanted.getColumns()) {
                    read(columns.getColumnReader(column), column.getMaxDefinitionLevel());
                }
            }
        }
    }

    private static void read(ColumnReader values, int defined) {
        for (long i = 0; i < values.getTotalValueCount(); i++) {
            if (values.getCurrentDefinitionLevel() == defined) {
                values.writeCurrentValueToConverter();
            }
            values.consume();
        }
    }

    private static List<Type> texts(GroupType group) {
        return group.getFields().stream()
                .map(ParquetTexts::texts)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Type> texts(Type type) {
        if (!type.isPrimitive()) {
            List<Type> inside = texts(type.asGroupType());
            return inside.isEmpty()
                    ? Optional.empty()
                    : Optional.of(type.asGroupType().withNewFields(inside));
        }
        boolean bytes = type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY;
        boolean number = type.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
        return bytes && !number ? Optional.of(type) : Optional.empty();
    }

    /** Hands the values of all columns inside one to its visitor. */
    private static final class Fields extends GroupConverter {
        private final List<Converter> inside = new ArrayList<>();

        Fields(MessageType schema, Function<String, Visitor> visitors) {
            schema.getFields().forEach(field -> inside.add(of(field, visitors.apply(field.getName()))));
        }

        private Fields(GroupType group, Visitor visitor) {
            group.getFields().forEach(field -> inside.add(of(field, visitor)));
        }

        private static Converter of(Type field, Visitor visitor) {
            return field.isPrimitive() ? new Texts(visitor) : new Fields(field.asGroupType(), visitor);
        }

        @Override
        public Converter getConverter(int field) {
            return inside.get(field);
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }

    private static final class Texts extends PrimitiveConverter {
        private final Visitor visitor;
        private String[] known = {};

        Texts(Visitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public boolean hasDictionarySupport() {
            return true;
        }

        @Override
        public void setDictionary(Dictionary dictionary) {
            known = new String[dictionary.getMaxId() + 1];
            for (int id = 0; id < known.length; id++) {
                known[id] = dictionary.decodeToBinary(id).toStringUsingUTF8();
            }
        }

        @Override
        public void addValueFromDictionary(int id) {
            visitor.text(known[id]);
        }

        @Override
        public void addBinary(Binary value) {
            visitor.text(value.toStringUsingUTF8());
        }
    }
}

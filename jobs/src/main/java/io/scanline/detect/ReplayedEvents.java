package io.scanline.detect;

import io.scanline.table.Types;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** From explained findings of a replay, those of one step, day and currency together, to what was an event then. Holds findings only. */
record ReplayedEvents() implements MapPartitionsFunction<Row, Row> {
    static final String EVENT = "event";
    static final String FROM = "from";
    static final String TO = "to";
    /** Whether no other event explained it. */
    static final String STORY = "story";

    static final StructType SCHEMA = new StructType()
            .add(EVENT, Types.STRING, false)
            .add(NodeReplay.AS_OF, Types.LONG, false)
            .add(Finding.DAY, Types.DATE, false)
            .add(Nodes.LEVEL, Types.STRING, false)
            .add(Nodes.ENTITY, Types.STRING, false)
            .add(HourSchema.DEPARTMENT, Types.STRING, false)
            .add(Finding.KIND, Types.STRING, false)
            .add(FROM, Types.LONG, false)
            .add(TO, Types.LONG, false)
            .add(STORY, Types.BOOLEAN, false);

    private record Step(long asOf, long day, String currency) {}

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Map<Step, List<Explained>> findings = new LinkedHashMap<>();
        Map<String, String> events = new LinkedHashMap<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            Explained explained = Explained.of(row);
            Finding f = explained.finding();
            long asOf = row.getAs(NodeReplay.AS_OF);
            events.put(explained.id(), row.getAs(EVENT));
            findings.computeIfAbsent(new Step(asOf, f.day().toEpochDay(), f.currency()), k -> new ArrayList<>())
                    .add(explained);
        }
        return findings.entrySet().stream()
                .flatMap(step -> Hierarchy.of(step.getValue()).stream()
                        .map(event -> row(
                                events.get(event.explained().id()),
                                step.getKey().asOf(),
                                event)))
                .iterator();
    }

    private static Row row(String event, long asOf, Hierarchy.Event found) {
        Finding f = found.explained().finding();
        return RowFactory.create(
                event,
                asOf,
                java.sql.Date.valueOf(f.day()),
                f.level(),
                f.entity(),
                f.department(),
                f.kind().name(),
                f.from(),
                f.to(),
                found.parent() == null);
    }
}

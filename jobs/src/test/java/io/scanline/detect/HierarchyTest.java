package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class HierarchyTest {
    private static final LocalDate DAY = LocalDate.of(2025, 4, 10);

    @Test
    void whatIsMissingOfAStoreExplainsTheFallOfItsDepartments() {
        Explained late = finding("late", "*", Kind.DATA_LATE, 10, 18);
        Explained fresh = finding("fresh", "fresh", Kind.SALES_DROP, 10, 21);
        Explained evening = finding("evening", "grocery", Kind.SALES_DROP, 19, 21);

        assertThat(Hierarchy.of(List.of(late, fresh, evening)))
                .extracting(event -> event.explained().id() + " of "
                        + (event.parent() == null ? "none" : event.parent().id()))
                .containsExactly("evening of none", "fresh of late", "late of none");
    }

    @Test
    void discountsThatAPromotionBeganWithAreNoEvent() {
        Row promotion = RowFactory.create(Context.PROMOTION, "P1", "Promotion of milk");
        Row holiday = RowFactory.create("HOLIDAY", "GB", "May Day");

        assertThat(Hierarchy.of(List.of(
                        finding("promoted", "*", Kind.DISCOUNT_SPIKE, 8, 12, promotion, holiday),
                        finding("secret", "*", Kind.DISCOUNT_SPIKE, 14, 16, holiday),
                        finding("sold", "*", Kind.SALES_SPIKE, 8, 12, promotion))))
                .extracting(event -> event.explained().id())
                .containsExactly("secret", "sold");
    }

    private static Explained finding(
            String id, String department, Kind kind, int fromHour, int toHour, Row... context) {
        Finding finding = new Finding(
                "STORE",
                "S1",
                "N",
                "GB",
                "Europe/London",
                "GBP",
                department,
                kind,
                DAY,
                DAY,
                at(fromHour),
                at(toHour),
                0,
                100,
                10,
                -10,
                1e-9,
                1e-7,
                -100,
                1000,
                0,
                100,
                0,
                20,
                1,
                0,
                13,
                false,
                false);
        return new Explained(id, finding, List.of(), 1, 1, 1, 1, 1, List.of(context));
    }

    private static long at(int hour) {
        return DAY.atTime(hour, 0).toEpochSecond(ZoneOffset.UTC);
    }
}

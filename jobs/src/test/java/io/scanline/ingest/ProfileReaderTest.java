package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.config.ScanlineException;
import io.scanline.table.Holidays;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ProfileReaderTest {
    private static final String EVERY_KEY = """
            format: csv
            options: {header: false, separator: "\\t", encoding: windows-1252, quote: "'", multiline: true}
            time-zone: Europe/London
            columns:
              store_id: "'UK-WEB'"
              transaction_id: InvoiceNo
              item_id: upper(trim(StockCode))
              sold_at: to_timestamp(InvoiceDate, 'yyyy-MM-dd HH:mm:ss')
              quantity: Quantity
              unit_price: UnitPrice
            auto-register:
              stores: {region: Country, country: "'GB'"}
              products: {name: Description}
            reject-when:
              NOT_MERCHANDISE: "StockCode in ('POST', 'BANK CHARGES')"
            """;

    @Test
    void readsEveryKey() {
        SourceProfile profile = ProfileReader.read("retail.yaml", EVERY_KEY, Fields.sales());

        assertThat(profile.format()).contains(Format.CSV);
        assertThat(profile.options()).isEqualTo(new ReaderOptions(false, '\t', '\'', "windows-1252", true));
        assertThat(profile.timeZone()).contains(ZoneId.of("Europe/London"));
        assertThat(profile.columns()).hasSize(6).containsEntry("store_id", "'UK-WEB'");
        assertThat(profile.autoRegisterStores())
                .containsEntry("country", "'GB'")
                .containsEntry("region", "Country");
        assertThat(profile.autoRegisterProducts()).containsEntry("name", "Description");
        assertThat(profile.rejectWhen()).containsOnlyKeys("NOT_MERCHANDISE");
    }

    @Test
    void reportsAllProblemsTogetherWithTheirLines() {
        String yaml = """
                format: xls
                options: {seperator: ","}
                time-zone: Mars/Olympus
                columns:
                  store_id: s
                  colour: c
                skip-when:
                  A: x
                reject-when:
                  lower: x
                """;

        assertThatThrownBy(() -> ProfileReader.read("bad.yaml", yaml, Fields.sales()))
                .isInstanceOfSatisfying(
                        ScanlineException.class, e -> assertThat(e.code()).isEqualTo(ScanlineException.Code.USAGE))
                .hasMessageContainingAll(
                        "bad.yaml",
                        "line 1: format: xls",
                        "line 2: options.seperator is not known",
                        "line 3: time-zone: Mars/Olympus",
                        "line 4: columns: transaction_id is required",
                        "item_id or scan_code",
                        "line 6: columns.colour is not known",
                        "line 7: skip-when",
                        "line 10: reject-when");
    }

    @Test
    void namesTheLineOfBrokenYaml() {
        assertThatThrownBy(() -> ProfileReader.read("bad.yaml", "format: csv\ncolumns: {a: 'x", Fields.sales()))
                .hasMessageContainingAll("bad.yaml is not YAML", "line 2");
        assertThatThrownBy(() -> ProfileReader.read("bad.yaml", "format: csv\nformat: csv\n", Fields.sales()))
                .hasMessageContaining("line 2: format stands there twice");
        assertThatThrownBy(() -> ProfileReader.read("empty.yaml", "", Fields.sales()))
                .hasMessageContaining("keys are expected");
    }

    @Test
    void skipsRowsOfReferenceTablesOnly() {
        String yaml = """
                format: csv
                columns: {country: "'US'", region: "'*'", date: date, code: event}
                skip-when: {NO_EVENT: event is null}
                """;

        assertThat(ProfileReader.read("h.yaml", yaml, Fields.of(Holidays.TABLE)).skipWhen())
                .containsEntry("NO_EVENT", "event is null");
    }
}

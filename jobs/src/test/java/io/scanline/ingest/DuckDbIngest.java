package io.scanline.ingest;

import io.scanline.table.SalesLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The work of ingest in DuckDB: hash the files, parse and check every field, derive the columns, refuse bad rows with their
 * reasons, tell duplicates in the batch and against stored lines of the same days, write zstd Parquet by business date, and
 * balance lines and money. Where the two differ DuckDB does less: it neither sorts the lines, nor verifies check digits, nor
 * looks for card numbers, it keeps no text of the lines, and its hash of a line has 64 bits.
 */
final class DuckDbIngest implements AutoCloseable {
    private final Path sales;
    private final Path reference;
    private final Path out;
    private final Connection connection;

    DuckDbIngest(Path sales, Path reference, Path out) throws SQLException {
        this.sales = sales;
        this.reference = reference;
        this.out = out;
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    /** Lines of the files, headers included. */
    long run() throws SQLException, IOException, GeneralSecurityException {
        Files.createDirectories(out);
        List<Path> files = files();
        for (Path file : files) {
            hash(file);
        }
        execute("set threads = " + Runtime.getRuntime().availableProcessors());
        execute("set preserve_insertion_order = false");
        execute("set TimeZone = 'UTC'");
        execute("create table stores as select * from read_csv('%s/stores.csv', all_varchar = true)", reference);
        execute("create table products as select * from read_csv('%s/products.csv', all_varchar = true)", reference);
        execute(
                "create table stored(store_id varchar, business_date date, register_id varchar, transaction_id varchar, line_number int)");
        String columns = Fields.sales().names().stream()
                .filter(name -> !name.equals(SalesLines.MESSAGE_TS))
                .map(name -> "'" + name + "': 'varchar'")
                .collect(Collectors.joining(", ", "{", "}"));
        // lines that are no CSV go to its reject_errors
        execute(
                "create view raw as select * from read_csv('%s/**/*.csv', auto_detect = false, columns = " + columns
                        + ", header = true, delim = ',', quote = '\"', escape = '\"', filename = true, hive_partitioning = false,"
                        + " store_rejects = true)",
                sales);
        execute(JUDGED);
        execute(REPEATED);
        execute(PUBLISHED, out);
        execute(
                "copy (select * from judged where len(reasons) > 0) to '%s/quarantined.parquet' (format parquet, compression zstd)",
                out);
        return balanced() + files.size() + unreadable();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(sales)) {
            return all.filter(file -> file.toString().endsWith(".csv")).toList();
        }
    }

    private static void hash(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[1 << 18];
            while (in.read(buffer) >= 0) {}
        }
    }

    /** Typed values, and the reasons of those that do not fit. */
    private static final String JUDGED = """
            create temp table judged as
            with typed as (
              select trim(raw.store_id) as store_id, coalesce(trim(register_id), '0') as register_id, trim(transaction_id) as transaction_id,
                try_cast(line_number as int) as line_number, line_number as line_number_text,
                case when regexp_full_match(sold_at, '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d.*') then try_cast(sold_at as timestamptz) end as sold_at,
                try_cast(raw.business_date as date) as stated_date, raw.business_date as date_text,
                upper(coalesce(trim(status), 'COMPLETED')) as status, upper(trim(line_kind)) as line_kind,
                try_cast(coalesce(line_voided, 'false') as boolean) as line_voided,
                trim(raw.item_id) as item_id, trim(scan_code) as scan_code, trim(raw.department) as department,
                try_cast(quantity as decimal(18, 4)) as quantity, quantity as quantity_text, upper(coalesce(trim(raw.uom), 'EA')) as uom,
                try_cast(unit_price as decimal(18, 4)) as unit_price, unit_price as price_text,
                try_cast(gross_amount as decimal(18, 4)) as gross_amount, gross_amount as gross_text,
                try_cast(discount_amount as decimal(18, 4)) as discount_amount, discount_amount as discount_text,
                try_cast(net_amount as decimal(18, 4)) as net_amount, net_amount as net_text,
                try_cast(tax_amount as decimal(18, 4)) as tax_amount, tax_amount as tax_text,
                trim(raw.currency) as currency, trim(promotion_id) as promotion_id, trim(payment_type) as payment_type, filename,
                stores.time_zone, stores.store_id is not null as is_known, try_cast(stores.day_start_hour as int) as day_start_hour,
                products.department as product_department, products.item_id is not null as is_product
              from raw left join stores on stores.store_id = trim(raw.store_id) left join products on products.item_id = trim(raw.item_id)),
            derived as (
              select *, timezone(time_zone, sold_at) as local_time, coalesce(net_amount, gross_amount - coalesce(discount_amount, 0), unit_price * quantity) as net from typed)
            select * exclude (local_time, line_number_text, date_text, quantity_text, price_text, gross_text, discount_text, net_text, tax_text),
              coalesce(stated_date, cast(local_time - to_hours(coalesce(day_start_hour, 0)) as date)) as business_date,
              hour(local_time) as local_hour, date_trunc('hour', sold_at) as hour_start_utc, date_diff('minute', timezone('UTC', sold_at), local_time) as utc_offset_minutes,
              list_filter([
                case when not is_known then 'UNKNOWN_STORE' end,
                case when transaction_id is null or (item_id is null and scan_code is null) or net is null then 'MISSING_FIELD' end,
                case when sold_at is null then 'BAD_TIMESTAMP' end,
                case when (line_number is null and line_number_text is not null) or (stated_date is null and date_text is not null) or quantity is null
                  or (unit_price is null and price_text is not null) or (gross_amount is null and gross_text is not null)
                  or (discount_amount is null and discount_text is not null) or (net_amount is null and net_text is not null)
                  or (tax_amount is null and tax_text is not null) or line_voided is null
                  or status not in ('COMPLETED', 'POST_VOIDED', 'CANCELLED', 'SUSPENDED', 'TRAINING')
                  or line_kind not in ('SALE', 'RETURN', 'DEPOSIT', 'DEPOSIT_REFUND', 'GIFT_CARD', 'FEE', 'SERVICE', 'OTHER')
                  or uom not in ('EA', 'KGM', 'GRM', 'LBR', 'LTR', 'MTR') then 'BAD_TYPE' end,
                case when currency is not null and not regexp_full_match(currency, '[A-Z]{3}') then 'BAD_CURRENCY' end,
                case when sold_at < timestamptz '1990-01-01' or sold_at > now() + interval 2 day or abs(net) > 1000000000 or unit_price < 0
                  or line_number < 0 or abs(quantity) > 1000000 then 'OUT_OF_RANGE' end,
                case when abs(gross_amount - discount_amount - net_amount) > 0.01 then 'AMOUNTS_DISAGREE' end], lambda reason: reason is not null) as reasons
            from derived""";

    private static final String REPEATED = """
            create temp table repeated as select store_id, business_date, register_id, transaction_id, line_number
            from judged where len(reasons) = 0 group by all having count(*) > 1""";

    private static final String PUBLISHED = """
            copy (select * exclude (reasons, stated_date, net, is_known, time_zone, day_start_hour, product_department, is_product, department),
                coalesce(department, product_department) as department, 1 as ingest_batch,
                hash(store_id, register_id, transaction_id, sold_at, business_date, status, line_kind, line_voided, item_id, scan_code, department, quantity, uom,
                  unit_price, gross_amount, discount_amount, net_amount, tax_amount, currency, promotion_id, payment_type) as line_hash
              from judged line where len(reasons) = 0
              and not exists (from repeated other where other.store_id = line.store_id and other.business_date = line.business_date
                and other.register_id = line.register_id and other.transaction_id = line.transaction_id and other.line_number = line.line_number)
              and not exists (from stored other where other.store_id = line.store_id and other.business_date = line.business_date
                and other.register_id = line.register_id and other.transaction_id = line.transaction_id and other.line_number = line.line_number))
            to '%s/lines' (format parquet, compression zstd, partition_by (business_date))""";

    private long balanced() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet sums = statement.executeQuery("select sum(lines) from (select filename, count(*) as lines,"
                        + " count(*) filter (len(reasons) = 0) as accepted, sum(net) as net, count(*) filter (not is_product) as unknown_items,"
                        + " min(business_date), max(business_date) from judged group by filename)")) {
            sums.next();
            return sums.getLong(1);
        }
    }

    private long unreadable() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery(
                        "select count(*) from (select distinct file_id, line from reject_errors)")) {
            lines.next();
            return lines.getLong(1);
        }
    }

    private void execute(String sql, Path... places) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(places.length == 0 ? sql : sql.replace("%s", places[0].toString()));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

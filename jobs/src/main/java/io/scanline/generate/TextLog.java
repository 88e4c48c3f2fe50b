package io.scanline.generate;

import io.scanline.generate.GenerateOptions.LogFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** A log in CSV (RFC 4180, with a header) or JSON Lines (fields without a value left out). Lines end with a line feed. */
final class TextLog implements LineLog {
    private static final byte[] COMPLETED_SALE = "COMPLETED,SALE,false,".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final LogFormat format;
    private final Bytes line = new Bytes();
    private long written;
    private long businessDay = Long.MIN_VALUE;
    private byte[] businessDate = {};

    TextLog(OutputStream out, LogFormat format) throws IOException {
        this.out = out;
        this.format = format;
        if (format == LogFormat.CSV) {
            writeRaw(String.join(",", LineFields.NAMES).getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void write(SalesLine sale) throws IOException {
        if (format == LogFormat.JSONL) {
            write(LineFields.of(sale), sale.soldAtEpochSecond);
            return;
        }
        line.clear();
        putCsv(sale);
        end();
    }

    /** The common case, straight into bytes; {@link LineFields#of} says the same in text. */
    private void putCsv(SalesLine sale) {
        field(sale.store.id());
        line.putLong(sale.register);
        comma();
        line.putPadded(sale.transaction, LineFields.TRANSACTION_DIGITS);
        comma();
        line.putLong(sale.lineNumber);
        comma();
        line.put(sale.soldAt);
        comma();
        line.put(date(sale.businessDay));
        comma();
        if (sale.status == SalesLine.Status.COMPLETED && !sale.isReturn && !sale.voided) {
            line.put(COMPLETED_SALE);
        } else {
            field(sale.status.name());
            field(sale.isReturn ? "RETURN" : "SALE");
            field(sale.voided ? "true" : "false");
        }
        field(sale.item.id());
        line.putLong(sale.scanCode());
        comma();
        field(sale.item.shelf().path());
        line.putThousandths(sale.quantity);
        comma();
        field(sale.item.weighed() ? "KGM" : "EA");
        amount(sale.unitPrice);
        amount(sale.gross);
        amount(sale.discount);
        amount(sale.net);
        amount(sale.tax);
        field(sale.store.region().currency());
        field(sale.promotionId == null ? "" : sale.promotionId);
        if (sale.customer > 0) {
            line.put((byte) 'C');
            line.putPadded(sale.customer, LineFields.CUSTOMER_DIGITS);
        }
        comma();
        line.put(sale.payment.name());
    }

    private void field(String value) {
        line.put(value);
        comma();
    }

    private void amount(long hundredths) {
        line.putHundredths(hundredths);
        comma();
    }

    private void comma() {
        line.put((byte) ',');
    }

    private byte[] date(long day) {
        if (day != businessDay) {
            businessDay = day;
            businessDate = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
        }
        return businessDate;
    }

    @Override
    public void write(String[] fields, long soldAtEpochSecond) throws IOException {
        line.clear();
        put(fields);
        end();
    }

    @Override
    public byte[] render(String[] fields) {
        line.clear();
        put(fields);
        return line.toArray();
    }

    private void put(String[] fields) {
        if (format == LogFormat.CSV) {
            for (int i = 0; i < fields.length; i++) {
                line.put(i == 0 ? "" : ",");
                line.put(CsvText.quoted(fields[i]).getBytes(StandardCharsets.UTF_8));
            }
        } else {
            JsonText.put(line, fields);
        }
    }

    @Override
    public void writeRaw(byte[] bytes) throws IOException {
        line.clear();
        line.put(bytes);
        end();
    }

    private void end() throws IOException {
        line.put((byte) '\n');
        line.writeTo(out);
        written++;
    }

    @Override
    public long lineNumber() {
        return written;
    }

    @Override
    public LogFormat format() {
        return format;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

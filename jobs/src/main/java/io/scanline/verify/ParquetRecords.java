package io.scanline.verify;

/** The rows of a Parquet file, of which only the number is read. */
final class ParquetRecords implements RawRecords {
    private final long rows;
    private long number;

    ParquetRecords(long rows) {
        this.rows = rows;
    }

    @Override
    public boolean next() {
        return ++number <= rows;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public Kind kind() {
        return Kind.CONTENT;
    }

    @Override
    public String text() {
        return null;
    }

    @Override
    public RawSale sale() {
        return null;
    }
}

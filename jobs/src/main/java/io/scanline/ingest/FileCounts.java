package io.scanline.ingest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Where the lines of one file went and why, as counted from the staged lines, and what the reader tallied. For one thread. */
final class FileCounts {
    static final String DUPLICATE = KeySettlement.DUPLICATE;
    static final String CORRECTED = KeySettlement.CORRECTED;

    private final Map<String, Long> lines = new TreeMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private long tallied;
    private BigDecimal talliedNet = BigDecimal.ZERO;
    private BigDecimal net = BigDecimal.ZERO;
    private long published;
    private long superseded;
    private long wrongCheckDigits;
    private long customersDropped;
    private LocalDate firstDay;
    private LocalDate lastDay;

    void tally(long count, BigDecimal amount) {
        tallied += count;
        talliedNet = talliedNet.add(amount);
    }

    void add(String verdict, long count, BigDecimal amount) {
        lines.merge(verdict, count, Long::sum);
        net = amount == null ? net : net.add(amount);
    }

    void refuse(String reason, long count) {
        reasons.merge(reason, count, Long::sum);
    }

    void warn(long wrongDigits, long customers) {
        wrongCheckDigits += wrongDigits;
        customersDropped += customers;
    }

    void publish(long count) {
        published += count;
    }

    void supersede(long count) {
        superseded += count;
    }

    void days(LocalDate first, LocalDate last) {
        firstDay = firstDay == null || first.isBefore(firstDay) ? first : firstDay;
        lastDay = lastDay == null || last.isAfter(lastDay) ? last : lastDay;
    }

    long of(String verdict) {
        return lines.getOrDefault(verdict, 0L);
    }

    long accountedFor() {
        return lines.values().stream().mapToLong(Long::longValue).sum();
    }

    long tallied() {
        return tallied;
    }

    BigDecimal talliedNet() {
        return talliedNet;
    }

    /** Sum over the lines of all verdicts that could be read. */
    BigDecimal net() {
        return net;
    }

    /** Rows of sales_lines that the file gives. */
    long published() {
        return published;
    }

    /** Accepted and corrected lines that a later line of the same batch replaced. */
    long superseded() {
        return superseded;
    }

    /** Lines quarantined, by reason; a line may have several. */
    Map<String, Long> reasons() {
        return reasons;
    }

    /** Lines that broke no rule, with a scan code whose check digit is wrong. */
    long wrongCheckDigits() {
        return wrongCheckDigits;
    }

    long customersDropped() {
        return customersDropped;
    }

    LocalDate firstDay() {
        return firstDay;
    }

    LocalDate lastDay() {
        return lastDay;
    }
}

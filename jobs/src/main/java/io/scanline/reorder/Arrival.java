package io.scanline.reorder;

import java.math.BigDecimal;
import java.time.LocalDate;

/** An open order: units that come before the store opens on a day. */
record Arrival(LocalDate dueOn, BigDecimal units) {}

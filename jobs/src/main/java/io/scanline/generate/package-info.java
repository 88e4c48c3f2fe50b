/**
 * Reads nothing but its options (the seed among them). Writes a made-up chain: sales logs, reference tables and, apart from
 * both, the truth behind them.
 */
package io.scanline.generate;

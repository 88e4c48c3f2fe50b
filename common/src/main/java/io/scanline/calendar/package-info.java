/**
 * The chain's calendars: the 4-5-4 retail year, store-local hours across clock changes, holidays by country, suppliers' order and delivery days, and the entities that a store rolls up to.
 * Reads dates, instants and the stores table; writes nothing.
 */
package io.scanline.calendar;

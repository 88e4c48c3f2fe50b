/** Text from people turned into typed values, with every problem told in words that say what to do. Reads no data, writes none. */
package io.scanline.config;

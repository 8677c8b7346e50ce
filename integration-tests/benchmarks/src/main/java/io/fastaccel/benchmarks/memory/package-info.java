/** Searches of an SQLite memory through the index, beside the scans that they replace. */
package io.fastaccel.benchmarks.memory;

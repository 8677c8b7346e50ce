/** The values that are written. */
package io.fastaccel.benchmarks.json.payload;

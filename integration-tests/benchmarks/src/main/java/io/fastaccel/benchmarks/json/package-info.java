/** Writing JSON: the payloads, the libraries side by side, and the table of their ratios. */
package io.fastaccel.benchmarks.json;

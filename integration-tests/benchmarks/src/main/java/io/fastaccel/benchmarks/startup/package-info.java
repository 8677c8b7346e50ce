/** What an agent adds to the start of an application. */
package io.fastaccel.benchmarks.startup;

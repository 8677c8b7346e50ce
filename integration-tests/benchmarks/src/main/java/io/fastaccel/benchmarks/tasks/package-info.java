/** What the scheduler for tasks costs by itself. */
package io.fastaccel.benchmarks.tasks;

/**
 * Work that runs beside the thread that asked for it: calls made early and committed in order
 * ({@link io.fastaccel.runtime.tasks.Prefetch}, and along a graph of dependencies {@link
 * io.fastaccel.runtime.tasks.GraphPrefetch}), on threads that are bounded in number, never reused
 * and never seen by the application ({@link io.fastaccel.runtime.tasks.TaskThreads}).
 */
package io.fastaccel.runtime.tasks;

/**
 * What the packages for single frameworks have in common when they deal with loops over tools:
 * predictions of a loop's calls, the context that travels with a call, statistics for each tool.
 * These classes live in the agent's class loader and keep nothing of an application alive beyond a
 * loop's end.
 */
package io.fastaccel.interceptors.tools;

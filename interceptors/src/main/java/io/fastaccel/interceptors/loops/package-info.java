/**
 * Runs of loops that the user has declared to be over independent tasks, or over tasks that name
 * what they depend on. These classes live in the agent's class loader and keep nothing of an
 * application alive beyond a loop's end; what they have to know of a call site is held by the call
 * site.
 */
package io.fastaccel.interceptors.loops;

/**
 * Results of tools that someone has declared to depend on nothing but their arguments: which are
 * kept, under what key, for how long, and, if wanted, shared between machines. These classes live
 * in the agent's class loader; each framework in each class loader of an application has a cache of
 * its own, which ends with it.
 */
package io.fastaccel.interceptors.tools.cache;

/**
 * What writing JSON has in common for all libraries: code for beans, generated from what a library
 * has resolved, and the bookkeeping of which bean is worth it.
 *
 * <p>Nothing here links against a library. These classes live in the agent's own class loader, one
 * for all applications; what they keep of an application is kept by objects of that application's
 * room, or weakly.
 */
package io.fastaccel.interceptors.json;

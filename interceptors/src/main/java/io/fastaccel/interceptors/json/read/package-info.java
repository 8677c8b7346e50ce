/**
 * What reading JSON has in common for all libraries: beans that are made and filled by generated
 * code, where in a document we are, what a number's digits mean, and streams that are given back.
 *
 * <p>Nothing here links against a library. These classes live in the agent's own class loader, one
 * for all applications; what they keep of an application is kept by objects of that application's
 * room, or weakly.
 */
package io.fastaccel.interceptors.json.read;

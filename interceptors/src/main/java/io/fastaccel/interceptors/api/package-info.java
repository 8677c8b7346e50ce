/**
 * What an interceptor package is written against: annotations that say where its advice goes, the
 * state of its feature, the settings, our log and our background thread. These classes live in the
 * agent's class loader, once in a JVM.
 */
package io.fastaccel.interceptors.api;

/**
 * Writing and reading JSON with Gson, led by the adapters that Gson has found.
 *
 * <p>Which adapter writes a value is Gson's decision. What its own adapters do (texts, numbers,
 * collections, arrays, maps, trees, fields of classes) is done by {@link
 * io.fastaccel.interceptors.gson.GsonDocument} in their place, classes by generated {@linkplain
 * io.fastaccel.interceptors.gson.GsonPlan plans}; every other adapter is run, and writes to a
 * {@link io.fastaccel.interceptors.gson.BufferWriter}. That writer alone, under Gson's own
 * adapters, serves pretty printing.
 *
 * <p>Reading mirrors it: {@link io.fastaccel.interceptors.gson.GsonDocumentReader} does what Gson's
 * own adapters do, classes by {@linkplain io.fastaccel.interceptors.gson.GsonReadPlan plans}; every
 * other adapter reads from an {@link io.fastaccel.interceptors.gson.InputReader}. Whatever is not
 * read as expected, errors above all, throws the work away: the original reads the same text, so
 * that values and exceptions are Gson's own.
 */
@Library(name = "Gson", artifact = "com.google.code.gson:gson", from = "2.9", before = "3")
package io.fastaccel.interceptors.gson;

import io.fastaccel.interceptors.api.Library;

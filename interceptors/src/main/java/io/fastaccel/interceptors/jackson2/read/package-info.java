/**
 * Reading JSON with Jackson 2, led by the deserializers that Jackson has found.
 *
 * <p>Which deserializer reads a value, and with which settings, is Jackson's decision. What its
 * best-known deserializers do (texts, numbers, maps, lists, beans without extras) is done by {@link
 * io.fastaccel.interceptors.jackson2.read.DocumentReader} in their place; every other deserializer
 * is run, and reads from a {@link io.fastaccel.interceptors.jackson2.read.FastParser} over the same
 * input.
 *
 * <p>Whatever is not read as expected, errors above all, throws the work away: the original reads
 * the same input, so that values and exceptions are Jackson's own.
 */
@Library(
    name = "Jackson 2 (reading)",
    artifact = "com.fasterxml.jackson.core:jackson-databind",
    from = "2.13",
    before = "3")
package io.fastaccel.interceptors.jackson2.read;

import io.fastaccel.interceptors.api.Library;

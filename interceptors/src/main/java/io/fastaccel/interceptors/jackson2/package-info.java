/**
 * Writing JSON with Jackson 2, led by the serializers that Jackson has found.
 *
 * <p>Which serializer writes a value, and with which settings, is Jackson's decision. What its
 * best-known serializers do (texts, numbers, maps, lists, beans without extras) is done by {@link
 * io.fastaccel.interceptors.jackson2.DocumentWriter} in their place, beans by generated {@linkplain
 * io.fastaccel.interceptors.jackson2.BeanPlan plans}; every other serializer is run, and writes to
 * a {@link io.fastaccel.interceptors.jackson2.FastGenerator}. That generator alone, under Jackson's
 * own serializers, serves calls with a pretty printer, a view or a root name.
 */
@Library(
    name = "Jackson 2",
    artifact = "com.fasterxml.jackson.core:jackson-databind",
    from = "2.13",
    before = "3")
package io.fastaccel.interceptors.jackson2;

import io.fastaccel.interceptors.api.Library;

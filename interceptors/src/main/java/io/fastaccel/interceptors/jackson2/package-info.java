/**
 * Writing JSON with Jackson 2: a generator of ours under Jackson's own serializers.
 *
 * <p>What a call to a mapper does is left to Jackson: it finds the serializers and runs them. Only
 * the object that they write to is {@link io.fastaccel.interceptors.jackson2.FastGenerator}.
 */
@Library(
    name = "Jackson 2",
    artifact = "com.fasterxml.jackson.core:jackson-databind",
    from = "2.13",
    before = "3")
package io.fastaccel.interceptors.jackson2;

import io.fastaccel.interceptors.api.Library;

package io.fastaccel.interceptors.jackson2.read;

import com.fasterxml.jackson.core.JsonToken;

/**
 * A value among tokens that is not plain, as Jackson's buffers hold it: a decimal, bytes, an object
 * that is embedded.
 */
public record Scalar(JsonToken token, Object value) {}

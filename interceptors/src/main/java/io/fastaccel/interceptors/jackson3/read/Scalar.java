package io.fastaccel.interceptors.jackson3.read;

import tools.jackson.core.JsonToken;

/**
 * A value among tokens that is not plain, as Jackson's buffers hold it: a decimal, bytes, an object
 * that is embedded.
 */
public record Scalar(JsonToken token, Object value) {}

package io.fastaccel.interceptors.sqlite.index;

/**
 * Rows that may match, read from one state of the sidecar.
 *
 * @param rowids a JSON array
 * @param count its length
 * @param v the log row up to which that state is complete
 * @param r that row's tag
 * @param schemaVersion the schema version for which that was established
 */
public record Candidates(String rowids, int count, long v, long r, long schemaVersion) {}

package io.fastaccel.interceptors.postgresql;

import java.util.List;

/**
 * One text search that the server decides by reading a whole table.
 *
 * @param schema as the catalog has it, without quotes
 * @param table likewise
 * @param column likewise
 * @param function {@code lower}, {@code upper}, or {@code null}
 * @param parameters the numbers of the parameters that the pattern is made of, from 1; empty for a
 *     literal
 */
record Search(
    String schema, String table, String column, String function, List<Integer> parameters) {}

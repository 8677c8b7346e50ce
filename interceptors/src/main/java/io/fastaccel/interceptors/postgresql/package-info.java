/**
 * Text searches on PostgreSQL through its JDBC driver: a {@code LIKE} that scans a large table is
 * recognised by the server's own plan, and the trigram index that would serve it is advised or
 * created. The application's statements run as they are, on connections that nobody else uses.
 */
@Library(
    name = "PostgreSQL JDBC driver",
    artifact = "org.postgresql:postgresql",
    from = "42.2",
    before = "43")
package io.fastaccel.interceptors.postgresql;

import io.fastaccel.interceptors.api.Library;

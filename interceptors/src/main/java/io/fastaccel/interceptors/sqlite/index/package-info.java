/**
 * A trigram index beside an SQLite database, kept exact while anybody writes to the database.
 *
 * <p>In the database lies a plain log: triggers append a row for every inserted or updated row of
 * an indexed table. Beside the database lies the sidecar, a database of ours with the FTS5 tables.
 * The sidecar says up to which row of the log it is complete, and names the random tag of that row.
 * A state of the database that contains this very log row has the history that was indexed; what
 * happened since is in the log behind it, and joins the candidates. Nothing has to be changed in
 * the database to bring the sidecar forward, so an application never waits for that.
 *
 * <p>Only {@code java.sql} is used here: the connections come from a {@link
 * io.fastaccel.interceptors.sqlite.index.ConnectionOpener}.
 */
package io.fastaccel.interceptors.sqlite.index;

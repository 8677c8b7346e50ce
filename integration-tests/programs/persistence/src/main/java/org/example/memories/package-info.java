/** Remembers and finds texts in SQLite through the libraries that applications use for that. */
package org.example.memories;

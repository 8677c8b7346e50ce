/**
 * A research assistant: an agent built with LangChain4j that answers questions with the help of a
 * language model, a web search, a document library and a long-term memory in SQLite.
 *
 * <p>The web and the library are simulated, so that the program runs anywhere and twice the same;
 * everything else is what an ordinary application does.
 */
package org.example.research;

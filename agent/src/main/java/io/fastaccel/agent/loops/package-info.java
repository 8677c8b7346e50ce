/**
 * Loops of the application's own that its user has declared: whether what they do can be shown to
 * allow that their tasks run early, and the hooks that let them. Nothing of this is loaded where no
 * loop is declared.
 */
package io.fastaccel.agent.loops;

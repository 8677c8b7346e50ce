/**
 * What is put into copies of the agent's jar so that its methods fail; never into the jar itself.
 */
package io.fastaccel.faults;

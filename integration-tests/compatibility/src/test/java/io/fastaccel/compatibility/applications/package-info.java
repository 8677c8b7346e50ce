/**
 * Small applications that know nothing of the agent. Each is run in a JVM of its own, on the
 * libraries that its test names.
 */
package io.fastaccel.compatibility.applications;

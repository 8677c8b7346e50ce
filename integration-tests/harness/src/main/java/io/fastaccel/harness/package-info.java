/**
 * What the integration tests share: a language model that always gives the same answers, JVMs in
 * processes of their own, and the comparison of an application with itself, without and with the
 * agent.
 */
package io.fastaccel.harness;

/**
 * Results of tools in Redis or Valkey, shared between machines. Loaded only where a store is set.
 */
package io.fastaccel.interceptors.tools.redis;

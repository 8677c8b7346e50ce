/** Checks the arguments that a model gives to a tool against the JSON schema that it was shown. */
package io.fastaccel.interceptors.tools.schema;

/** Events for the JDK's Flight Recorder, loaded where a recording has been started. */
package io.fastaccel.interceptors.api.flight;

/** OpenTelemetry: our numbers among the application's own metrics. Nothing is accelerated. */
@Library(
    name = "OpenTelemetry",
    artifact = "io.opentelemetry:opentelemetry-api",
    from = "1.14",
    before = "2")
package io.fastaccel.interceptors.opentelemetry;

import io.fastaccel.interceptors.api.Library;

/** Micrometer: our numbers in the application's own registry. Nothing is accelerated. */
@Library(
    name = "Micrometer",
    artifact = "io.micrometer:micrometer-core",
    from = "1.9",
    before = "2")
package io.fastaccel.interceptors.micrometer;

import io.fastaccel.interceptors.api.Library;

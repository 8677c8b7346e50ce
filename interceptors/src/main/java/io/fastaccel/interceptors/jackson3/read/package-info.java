/**
 * Reading JSON with Jackson 3, led by the deserializers that Jackson has found; in the same way as
 * with Jackson 2.
 */
@Library(
    name = "Jackson 3 (reading)",
    artifact = "tools.jackson.core:jackson-databind",
    from = "3.0",
    before = "4")
package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.api.Library;

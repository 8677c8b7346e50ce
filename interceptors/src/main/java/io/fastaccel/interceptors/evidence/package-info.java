/**
 * Where database drivers and HTTP clients tell what they are about to do, for the report on tools:
 * {@link io.fastaccel.interceptors.tools.ToolEvidence}. Nothing of a library is linked against.
 */
@Library(
    name = "What tools run",
    artifact = "io.fastaccel:of-no-library",
    from = "0",
    before = "1000000")
package io.fastaccel.interceptors.evidence;

import io.fastaccel.interceptors.api.Library;

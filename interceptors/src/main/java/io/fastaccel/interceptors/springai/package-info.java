/** Spring AI's tool calling manager, whose shape is the same in 1.x and 2.x. */
@Library(
    name = "Spring AI",
    artifact = "org.springframework.ai:spring-ai-model",
    from = "1.0",
    before = "3")
package io.fastaccel.interceptors.springai;

import io.fastaccel.interceptors.api.Library;

/** LangChain4j's AI services: the loop over the tool calls of a turn. */
@Library(name = "LangChain4j", artifact = "dev.langchain4j:langchain4j", from = "1.6", before = "2")
package io.fastaccel.interceptors.langchain4j;

import io.fastaccel.interceptors.api.Library;

/** What the agent costs around tool calls, and what it saves. */
package io.fastaccel.benchmarks.tools;

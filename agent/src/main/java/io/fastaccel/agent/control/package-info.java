/** What an operator asks of an agent that runs. In a pack: loaded with the first request. */
package io.fastaccel.agent.control;

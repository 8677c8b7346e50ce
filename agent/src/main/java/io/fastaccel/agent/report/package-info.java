/** The statistics as people read them: text, and a page of HTML. In a pack. */
package io.fastaccel.agent.report;

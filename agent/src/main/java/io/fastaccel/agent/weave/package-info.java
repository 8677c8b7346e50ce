/** Which classes are touched, and what is put into them. */
package io.fastaccel.agent.weave;

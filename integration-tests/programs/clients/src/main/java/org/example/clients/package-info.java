/** An application's traffic with model providers and tool servers, as their own clients put it. */
package org.example.clients;

package org.example.booking;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** On the method of a tool that has no side effects. */
@Retention(RetentionPolicy.RUNTIME)
@interface ReadsOnly {}

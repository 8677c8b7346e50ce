package io.fastaccel.agent.link;

/** The bootstrap method of woven call sites. */
public final class Bootstrap {

  /** Its name. */
  public static final String METHOD = "link";

  /** Its descriptor. */
  public static final String DESCRIPTOR =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;";

  private Bootstrap() {}
}

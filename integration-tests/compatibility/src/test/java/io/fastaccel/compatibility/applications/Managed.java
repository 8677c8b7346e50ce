package io.fastaccel.compatibility.applications;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Starts its MBean server, finds the agent in it, and switches a feature off and on there. */
public final class Managed {

  private Managed() {}

  /** Runs. */
  public static void main(String[] arguments) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName json = new ObjectName("io.fastaccel:type=Feature,name=json");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!server.isRegistered(json) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    System.out.println(new Attribute("State", server.getAttribute(json, "State")));
    server.invoke(json, "disable", null, null);
    System.out.println(new Attribute("State", server.getAttribute(json, "State")));
    server.invoke(json, "verify", null, null);
    System.out.println(new Attribute("Mode", server.getAttribute(json, "Mode")));
    System.out.println(
        String.valueOf(server.getAttribute(new ObjectName("io.fastaccel:type=Agent"), "Statistics"))
            .contains("\"mode\": \"verify\""));
  }
}

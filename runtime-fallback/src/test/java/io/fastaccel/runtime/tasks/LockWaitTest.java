package io.fastaccel.runtime.tasks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockWaitTest {

  private final LockWait lockWait = new LockWait(Thread.currentThread());

  @Test
  void aLockOfUnknownOwnerThatBlocksForLongMayBeTheCallers() throws Exception {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    lock.readLock().lock();
    Thread writer = waiting(lock.writeLock()::lockInterruptibly);
    assertFalse(lockWait.isStuck(writer, 0));
    assertTrue(lockWait.isStuck(writer, 0));
    assertFalse(lockWait.isStuck(writer, Long.MAX_VALUE));
    end(writer);
  }

  @Test
  void latchesAndSemaphoresAreNoLocks() throws Exception {
    Thread atLatch = waiting(new CountDownLatch(1)::await);
    Thread atSemaphore = waiting(new Semaphore(0)::acquire);
    for (Thread thread : new Thread[] {atLatch, atSemaphore}) {
      for (int i = 0; i < 3; i++) {
        assertFalse(lockWait.isStuck(thread, 0));
      }
      end(thread);
    }
  }

  private interface Blocking {
    void run() throws InterruptedException;
  }

  private static Thread waiting(Blocking work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException end) {
                // It is over.
              }
            });
    thread.setDaemon(true);
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private static void end(Thread thread) throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}

package io.fastaccel.interceptors.json.read;

/**
 * Reads the members that {@link ObjectCode} leaves: values that are no plain strings, numbers or
 * booleans, and names that are not found among the bytes. Implemented for each library.
 *
 * <p>{@code plan} and {@code library} are what the code was called with; {@code member} is the
 * index of the member in its object, from 0 on. The methods about arguments are for objects that
 * are made from their properties.
 */
public interface OddMembers {

  /**
   * Reads the value at the position, that of a property, and sets it.
   *
   * @return the object, or what takes its place
   */
  Object property(Object plan, Object library, int property, int member, Object object)
      throws Throwable;

  /**
   * Reads a member whose name is at the position, and sets it if it is a property after all.
   *
   * @return the object, or what takes its place
   */
  Object other(Object plan, Object library, int member, Object object) throws Throwable;

  /** Reads the value at the position, that of an argument. */
  default Object argument(Object plan, Object library, int property, int member) throws Throwable {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes an object of arguments of which some are missing or null, or that only the library may
   * pass on.
   *
   * @param values by the index of the property
   * @param seen a bit for each property that came
   * @param nulls a bit for each of them that was null
   */
  default Object made(Object plan, Object library, Object[] values, long seen, long nulls)
      throws Throwable {
    throw new UnsupportedOperationException();
  }

  /** What is thrown when an argument comes again. */
  default Throwable repeated() {
    throw new UnsupportedOperationException();
  }
}

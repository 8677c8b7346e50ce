package io.fastaccel.interceptors.json.read;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Method handles for what a library calls by reflection: whatever it has made accessible, or what
 * is public anyway. Where only the library may do it the answer is {@code null}.
 */
public final class BeanMembers {

  private BeanMembers() {}

  /** Sets a property: takes the bean and a value. */
  public static MethodHandle setter(MethodHandles.Lookup room, Member member) {
    try {
      if (member instanceof Method method
          && method.getParameterCount() == 1
          && !Modifier.isStatic(method.getModifiers())) {
        return room.unreflect(method).asFixedArity();
      }
      if (member instanceof Field field && !Modifier.isStatic(field.getModifiers())) {
        return room.unreflectSetter(field);
      }
      return null;
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  /** Makes an object: takes nothing. */
  public static MethodHandle creator(MethodHandles.Lookup room, Member member) {
    try {
      if (member instanceof Constructor<?> constructor && constructor.getParameterCount() == 0) {
        return room.unreflectConstructor(constructor);
      }
      if (member instanceof Method method && method.getParameterCount() == 0) {
        return room.unreflect(method);
      }
      return null;
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  /** Makes an object: takes its properties. */
  public static MethodHandle maker(MethodHandles.Lookup room, Member member, int properties) {
    try {
      if (member instanceof Constructor<?> constructor
          && constructor.getParameterCount() == properties) {
        return room.unreflectConstructor(constructor).asFixedArity();
      }
      if (member instanceof Method method
          && Modifier.isStatic(method.getModifiers())
          && method.getParameterCount() == properties) {
        return room.unreflect(method).asFixedArity();
      }
      return null;
    } catch (IllegalAccessException e) {
      return null;
    }
  }
}

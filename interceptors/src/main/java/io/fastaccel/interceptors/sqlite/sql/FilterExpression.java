package io.fastaccel.interceptors.sqlite.sql;

import io.fastaccel.interceptors.sqlite.sql.Filter.AllOf;
import io.fastaccel.interceptors.sqlite.sql.Filter.AnyOf;
import io.fastaccel.interceptors.sqlite.sql.Filter.Contains;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A {@link Filter} whose patterns may still be parameters. */
sealed interface FilterExpression {

  /** The filter for these bound values; {@code null} if they say nothing about text. */
  Filter resolve(Object[] values);

  /** Adds the names of the columns that are searched, as written. */
  void collectColumns(Set<String> columns);

  /**
   * One comparison.
   *
   * @param start where it begins in the statement
   * @param end where it ends
   */
  record Search(String column, TextPattern pattern, int start, int end)
      implements FilterExpression {
    @Override
    public Filter resolve(Object[] values) {
      List<String> pieces = pattern.requiredText(values);
      return pieces == null ? null : new Contains(column, pieces);
    }

    @Override
    public void collectColumns(Set<String> columns) {
      columns.add(column);
    }
  }

  /** A conjunction; a member that says nothing does not matter. */
  record And(List<FilterExpression> members) implements FilterExpression {
    @Override
    public Filter resolve(Object[] values) {
      List<Filter> filters = new ArrayList<>();
      for (FilterExpression member : members) {
        Filter filter = member.resolve(values);
        if (filter != null) {
          filters.add(filter);
        }
      }
      return filters.isEmpty() ? null : new AllOf(filters);
    }

    @Override
    public void collectColumns(Set<String> columns) {
      members.forEach(member -> member.collectColumns(columns));
    }
  }

  /** A disjunction; a member that says nothing makes the whole say nothing. */
  record Or(List<FilterExpression> members) implements FilterExpression {
    @Override
    public Filter resolve(Object[] values) {
      List<Filter> filters = new ArrayList<>();
      for (FilterExpression member : members) {
        Filter filter = member.resolve(values);
        if (filter == null) {
          return null;
        }
        filters.add(filter);
      }
      return new AnyOf(filters);
    }

    @Override
    public void collectColumns(Set<String> columns) {
      members.forEach(member -> member.collectColumns(columns));
    }
  }
}

package org.example.memories;

import java.util.List;
import java.util.Map;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.session.RowBounds;

/** Statements of MyBatis. */
interface MemoryMapper {

  @Select("SELECT id FROM memory WHERE content LIKE #{pattern} ORDER BY score DESC, id LIMIT 4")
  List<Long> like(String pattern);

  @Select("SELECT * FROM memory WHERE content LIKE '%' || #{text} || '%' AND kind = #{kind}")
  List<Map<String, Object>> joined(
      @Param("text") String text, @Param("kind") String kind, RowBounds bounds);

  @Select("SELECT id FROM memory WHERE content LIKE '%${text}%' ORDER BY kind, id")
  List<Long> pasted(@Param("text") String text);

  @Select("SELECT count(*) FROM memory WHERE lower(content) LIKE lower(#{pattern})")
  long count(String pattern);

  @Select("SELECT content FROM memory WHERE instr(content, #{text}) > 0")
  Cursor<String> cursor(String text);

  @Select({
    "<script>SELECT id FROM memory",
    "<where><if test='text != null'><bind name='pattern' value=\"'%' + text + '%'\"/>",
    "content LIKE #{pattern}</if> AND score &lt; 15</where> ORDER BY id DESC LIMIT 3</script>"
  })
  List<Long> dynamic(@Param("text") String text);

  @Insert("INSERT INTO memory(content) VALUES(#{content})")
  @Options(useGeneratedKeys = true, keyProperty = "id")
  int insert(Map<String, Object> memory);

  @Update("UPDATE memory SET content = #{content} WHERE id = #{id}")
  int update(@Param("id") long id, @Param("content") String content);
}

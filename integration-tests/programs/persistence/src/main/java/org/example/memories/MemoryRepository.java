package org.example.memories;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;

/** The ways in which Spring Data looks for a text. */
interface MemoryRepository extends JpaRepository<Memory, Long>, JpaSpecificationExecutor<Memory> {

  List<Memory> findByContentContaining(String text);

  List<Memory> findByContentContainingIgnoreCaseOrderByScoreDescIdAsc(String text, Limit limit);

  Page<Memory> findByContentContainingAndKind(String text, String kind, Pageable pageable);

  Slice<Memory> findByContentLike(String pattern, Pageable pageable);

  Stream<Memory> findByContentNotNullAndContentContainingOrderByKindAscIdDesc(String text);

  long countByContentContaining(String text);

  boolean existsByContentContaining(String text);

  long deleteByContentContaining(String text);

  @Query("select m.id from Memory m where m.content like concat('%', ?1, '%') order by m.id")
  List<Long> idsOf(String text);

  @Query("select m from Memory m where m.content like %?1% order by m.score desc, m.id")
  List<Memory> wrapped(String text, Limit limit);

  @Query(
      value = "SELECT * FROM memory WHERE content LIKE '%' || ?1 || '%' ORDER BY id DESC LIMIT 3",
      nativeQuery = true)
  List<Memory> natively(String text);
}

package org.example.memories;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.community.dialect.SQLiteDialect;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring Data JPA on Hibernate with the community's dialect, on the application's own schema. */
final class JpaDesk implements MemoryDesk.Desk {

  /** The application. */
  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  @EnableJpaRepositories
  static class Beans {

    @Bean
    LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource dataSource) {
      LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
      factory.setDataSource(dataSource);
      factory.setManagedTypes(PersistenceManagedTypes.of(Memory.class.getName()));
      factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
      factory.setJpaPropertyMap(Map.of("hibernate.dialect", SQLiteDialect.class.getName()));
      return factory;
    }

    @Bean
    PlatformTransactionManager transactionManager(EntityManagerFactory factory) {
      return new JpaTransactionManager(factory);
    }
  }

  @Override
  public void work(Path file, PrintStream out) throws Exception {
    try (HikariDataSource pool = PoolDesk.pool(file);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      Texts.create(pool);
      Texts.fill(pool);
      context.registerBean(DataSource.class, () -> pool);
      context.register(Beans.class);
      context.refresh();
      MemoryRepository memories = context.getBean(MemoryRepository.class);
      TransactionTemplate transaction =
          new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
      Agent.awaitIndex(file, () -> memories.findByContentContaining("warm up"));
      searches(memories, transaction, out);
      writes(memories, transaction, out);
    }
  }

  private static void searches(
      MemoryRepository memories, TransactionTemplate transaction, PrintStream out) {
    Sort byScore = Sort.by(Sort.Direction.DESC, "score").and(Sort.by("id"));
    for (String term : Texts.TERMS) {
      out.println(memories.findByContentContaining(term).stream().limit(5).toList());
      out.println(
          memories.findByContentContainingIgnoreCaseOrderByScoreDescIdAsc(term, Limit.of(3)));
      Page<Memory> page =
          memories.findByContentContainingAndKind(term, "note", PageRequest.of(1, 2, byScore));
      out.println(page.getTotalElements() + " " + page.getContent());
      out.println(
          memories.findByContentLike("%" + term + "%", PageRequest.of(0, 2, byScore)).getContent());
      transaction.executeWithoutResult(
          status -> {
            try (Stream<Memory> stream =
                memories.findByContentNotNullAndContentContainingOrderByKindAscIdDesc(term)) {
              out.println(stream.limit(2).toList());
            }
          });
      out.println(memories.countByContentContaining(term));
      out.println(memories.existsByContentContaining(term));
      out.println(memories.idsOf(term).stream().limit(10).toList());
      out.println(memories.wrapped(term, Limit.of(2)));
      out.println(memories.natively(term));
      out.println(
          memories.count(
              (root, query, builder) ->
                  builder.like(builder.lower(root.get("content")), "%" + term + "%")));
    }
  }

  private static void writes(
      MemoryRepository memories, TransactionTemplate transaction, PrintStream out) {
    Memory saved = memories.save(new Memory("a giraffe in its own transaction"));
    out.println(saved.id());
    out.println(memories.findByContentContaining("giraffe"));
    transaction.executeWithoutResult(
        status -> {
          memories.findById(7L).orElseThrow().remember("a giraffe by dirty checking");
          memories.save(new Memory("a giraffe taken back"));
          // The search flushes both first.
          out.println(memories.findByContentContaining("giraffe"));
          status.setRollbackOnly();
        });
    out.println(memories.findByContentContaining("giraffe"));
    out.println(transaction.<Long>execute(status -> memories.deleteByContentContaining("giraffe")));
    out.println(memories.countByContentContaining("giraffe"));
  }
}

package org.example.memories;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A text as JPA stores it. */
@Entity
@Table(name = "memory")
class Memory {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private String content;
  private String kind;
  private Integer score;

  /** For JPA. */
  Memory() {}

  Memory(String content) {
    this.content = content;
  }

  Long id() {
    return id;
  }

  void remember(String text) {
    content = text;
  }

  @Override
  public String toString() {
    return id + " " + kind + " " + score + " " + content;
  }
}

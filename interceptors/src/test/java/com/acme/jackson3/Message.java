package com.acme.jackson3;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** A bean with something of everything; public fields, since its accessors are not the subject. */
public class Message {
  public String id;
  public int index;
  public long time;
  public short small;
  public byte tiny;
  public double score;
  public float weight;
  public boolean done;
  public char letter;
  public Integer boxed;
  public BigDecimal price;
  public BigInteger huge;
  public byte[] data;
  public char[] chars;
  public int[] numbers;
  public double[] doubles;
  public String[] names;
  public Role role;
  public List<String> tags;
  public Map<String, Object> extra;
  public Message reply;
  public List<Message> thread;
  public Object anything;
  @JsonRawValue public String raw;
  @JsonUnwrapped public Inner inner;

  @JsonProperty("caf\u00e9 \"\u4e2d\"")
  public String oddName;

  /** An enum. */
  public enum Role {
    USER,
    @JsonProperty("the assistant")
    ASSISTANT
  }

  /** Unwrapped into its owner. */
  public static class Inner {
    public String left;
    public int right;
  }
}

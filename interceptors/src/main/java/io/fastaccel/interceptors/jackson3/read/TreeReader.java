package io.fastaccel.interceptors.jackson3.read;

import io.fastaccel.interceptors.api.Feature;
import io.fastaccel.interceptors.api.FeatureState;
import io.fastaccel.interceptors.api.Features;
import io.fastaccel.interceptors.json.Attempts;
import io.fastaccel.interceptors.json.read.OriginalNeeded;
import io.fastaccel.interceptors.json.read.Tokens;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.TreeTraversingParser;

/**
 * Turns a tree into a value the way a mapper or a reader would. Answers {@code null} where the
 * original must do it, among others for every tree that is not read without error.
 */
final class TreeReader {

  private static final FeatureState JSON = Features.of(Feature.JSON);

  private static final String OBSTACLE =
      ReaderInternals.obstacle() != null
              || BeanInternals.obstacle() != null
              || TreeHandover.obstacle() != null
          ? "members of Jackson"
          : null;

  private TreeReader() {}

  static Object read(ObjectMapper mapper, JsonNode tree, JavaType type) {
    if (!isStructure(tree) || type == null || !JSON.isOn()) {
      return null;
    }
    if (!MapperClasses.isSupported(mapper.getClass())) {
      return refused("custom mapper");
    }
    DeserializationConfig config = mapper.deserializationConfig();
    if (type.isTypeOrSubTypeOf(JsonNode.class) || isRefused(config, type)) {
      return null;
    }
    try {
      DeserializationContextExt ofParser = mapper._deserializationContext();
      JsonParser parser = new TreeTraversingParser(tree, ofParser);
      ofParser.assignParser(parser);
      DeserializationContextExt context = mapper._deserializationContext().assignParser(parser);
      return read(
          context, ReaderInternals.deserializer(mapper, context, type), parser, tree, type, config);
    } catch (Throwable e) {
      return inVain(type, e);
    }
  }

  static Object read(ObjectReader reader, JsonNode tree) {
    if (!isStructure(tree) || !JSON.isOn()) {
      return null;
    }
    if (reader.getClass() != ObjectReader.class) {
      return refused("custom reader");
    }
    JavaType type = reader.getValueType();
    String refusal =
        OBSTACLE != null
            ? OBSTACLE
            : type == null ? "reader without a type" : ReaderInternals.refusal(reader);
    if (refusal != null) {
      return refused(refusal);
    }
    DeserializationConfig config = reader.getConfig();
    if (isRefused(config, type)) {
      return null;
    }
    try {
      DeserializationContextExt context = ReaderInternals.context(reader);
      JsonParser parser = new TreeTraversingParser(tree, context);
      context.assignParser(parser);
      return read(
          context, ReaderInternals.deserializer(reader, context), parser, tree, type, config);
    } catch (Throwable e) {
      return inVain(type, e);
    }
  }

  private static boolean isStructure(JsonNode tree) {
    return tree != null
        && (tree.getClass() == ObjectNode.class || tree.getClass() == ArrayNode.class);
  }

  private static boolean isRefused(DeserializationConfig config, JavaType type) {
    if (OBSTACLE != null) {
      JSON.original(OBSTACLE);
      return true;
    }
    if (config.useRootWrapping() || config.getActiveView() != null) {
      JSON.original("root name or view of a conversion");
      return true;
    }
    if (Attempts.CONVERTING.isPaused(type.getRawClass())) {
      JSON.original("earlier calls in vain");
      return true;
    }
    return false;
  }

  private static Object refused(String reason) {
    JSON.original(reason);
    return null;
  }

  private static Object inVain(JavaType type, Throwable e) {
    Attempts.CONVERTING.failed(type.getRawClass());
    return refused(e instanceof OriginalNeeded ? e.getMessage() : "exception while reading");
  }

  private static Object read(
      DeserializationContextExt context,
      ValueDeserializer<?> deserializer,
      JsonParser parser,
      JsonNode tree,
      JavaType type,
      DeserializationConfig config)
      throws Throwable {
    if (!DocumentReader.isKnown(deserializer)) {
      return refused("deserializer that converts in its own way");
    }
    Tokens tokens = new Tokens();
    if (!TreeTokens.add(tree, tokens, true)) {
      return refused("nodes of an application's own");
    }
    TreeHandover handover = new TreeHandover((TreeTraversingParser) parser, tokens);
    TokenReader reader = new TokenReader(tokens, handover, context, config);
    Object value = reader.value(deserializer);
    if (value == null) {
      throw new OriginalNeeded("null as a result");
    }
    if (reader.isDear()) {
      Attempts.CONVERTING.failed(type.getRawClass());
    }
    context.checkUnresolvedObjectId();
    JSON.accelerated();
    return value;
  }
}

package org.example.bookings

import com.fasterxml.jackson.annotation.JsonInclude
import com.fasterxml.jackson.databind.DeserializationFeature as Reading2
import com.fasterxml.jackson.databind.PropertyNamingStrategies as Names2
import com.fasterxml.jackson.databind.SerializationFeature as Writing2
import com.fasterxml.jackson.module.kotlin.KotlinFeature as Feature2
import com.fasterxml.jackson.module.kotlin.jacksonMapperBuilder as builder2
import com.fasterxml.jackson.module.kotlin.jsonMapper as mapper2
import com.fasterxml.jackson.module.kotlin.kotlinModule as module2
import com.fasterxml.jackson.module.kotlin.readValue
import tools.jackson.databind.DeserializationFeature as Reading3
import tools.jackson.databind.PropertyNamingStrategies as Names3
import tools.jackson.databind.SerializationFeature as Writing3
import tools.jackson.module.kotlin.KotlinFeature as Feature3
import tools.jackson.module.kotlin.jacksonMapperBuilder as builder3
import tools.jackson.module.kotlin.jsonMapper as mapper3
import tools.jackson.module.kotlin.kotlinModule as module3
import tools.jackson.module.kotlin.readValue as readValue3

private const val ROUNDS = 40
private const val THROWN = "thrown: "

/** One mapper of either version. */
private class Desk(
    val text: (Any?) -> String,
    val bytes: (Any?) -> ByteArray,
    val fromText: (String, Class<*>) -> Any?,
    val fromBytes: (ByteArray, Class<*>) -> Any?,
    val guests: (String) -> Map<String, List<Guest>>,
)

private fun desk(mapper: com.fasterxml.jackson.databind.ObjectMapper) =
    Desk(
        mapper::writeValueAsString,
        mapper::writeValueAsBytes,
        { text, type -> mapper.readValue(text, type) },
        { bytes, type -> mapper.readValue(bytes, type) },
        { mapper.readValue<Map<String, List<Guest>>>(it) },
    )

private fun desk(mapper: tools.jackson.databind.ObjectMapper) =
    Desk(
        mapper::writeValueAsString,
        mapper::writeValueAsBytes,
        { text, type -> mapper.readValue(text, type) },
        { bytes, type -> mapper.readValue(bytes, type) },
        { mapper.readValue3<Map<String, List<Guest>>>(it) },
    )

private fun desks(version: String) =
    if (version == "2")
        listOf(
            desk(builder2().build()),
            desk(
                builder2()
                    .propertyNamingStrategy(Names2.SNAKE_CASE)
                    .serializationInclusion(JsonInclude.Include.NON_DEFAULT)
                    .enable(Writing2.INDENT_OUTPUT)
                    .disable(Reading2.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
            ),
            desk(
                mapper2 {
                    addModule(
                        module2 {
                            enable(Feature2.NullIsSameAsDefault)
                            enable(Feature2.NullToEmptyCollection)
                            enable(Feature2.SingletonSupport)
                        }
                    )
                }
            ),
            desk(mapper2 { addModule(module2 { enable(Feature2.StrictNullChecks) }) }),
        )
    else
        listOf(
            desk(builder3().build()),
            desk(
                builder3()
                    .propertyNamingStrategy(Names3.SNAKE_CASE)
                    .changeDefaultPropertyInclusion {
                        it.withValueInclusion(JsonInclude.Include.NON_DEFAULT)
                    }
                    .enable(Writing3.INDENT_OUTPUT)
                    .disable(Reading3.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
            ),
            desk(
                mapper3 {
                    addModule(
                        module3 {
                            enable(Feature3.NullIsSameAsDefault)
                            enable(Feature3.NullToEmptyCollection)
                            enable(Feature3.SingletonSupport)
                        }
                    )
                }
            ),
            desk(mapper3 { addModule(module3 { enable(Feature3.StrictNullChecks) }) }),
        )

/** What comes of it, or what is thrown. */
private fun outcome(action: () -> Any?): String =
    try {
        described(action())
    } catch (e: Exception) {
        generateSequence<Throwable>(e) { it.cause }.joinToString(" <- ", THROWN) {
            "${it.javaClass.name}: ${it.message}"
        }
    }

private fun described(value: Any?): String =
    when (value) {
        is Mutable -> "${value.name} ${value.size} ${value.isOpen} ${outcome { value.late }}"
        is ByteArray -> value.decodeToString()
        else -> value.toString()
    }

/**
 * Writes and reads everything many times, with one version of Jackson, but what fails only at the
 * beginning and at the end; prints the last outcomes.
 */
fun main(arguments: Array<String>) {
    val desks = desks(arguments[0])
    val failing = mutableSetOf<Any>()
    for (round in 1..ROUNDS) {
        val outcomes = mutableListOf<String>()
        for (desk in desks) {
            for (value in values(round)) {
                outcomes += outcome { desk.text(value) }
                outcomes += outcome { desk.bytes(value) }
            }
            for ((type, texts) in documents) {
                for (text in texts) {
                    val reading = Triple(desk, type, text)
                    if (reading in failing && round < ROUNDS) {
                        continue
                    }
                    outcomes += outcome { desk.fromText(text, type) }
                    outcomes += outcome { desk.fromBytes(text.encodeToByteArray(), type) }
                    if (outcomes.last().startsWith(THROWN)) {
                        failing += reading
                    }
                }
            }
            outcomes += outcome { desk.guests("""{"a":[{"name":"Ann","age":1}],"b":[]}""") }
        }
        if (round == ROUNDS) {
            outcomes.forEach(::println)
        }
        Thread.sleep(5) // for what happens in the background
    }
}

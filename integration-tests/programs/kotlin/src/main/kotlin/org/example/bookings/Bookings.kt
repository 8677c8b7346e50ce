package org.example.bookings

import com.fasterxml.jackson.annotation.JsonIgnore
import com.fasterxml.jackson.annotation.JsonInclude
import com.fasterxml.jackson.annotation.JsonProperty
import com.fasterxml.jackson.annotation.JsonSubTypes
import com.fasterxml.jackson.annotation.JsonTypeInfo

/** With defaults of all kinds, one of which needs another property. */
data class Booking(
    val id: Long,
    val city: String,
    val nights: Int = 1,
    val note: String? = null,
    val isPaid: Boolean,
    val isLate: Boolean? = null,
    val price: Double = 99.5,
    val total: Double = price * nights,
    val guests: List<Guest> = emptyList(),
    val level: Level = Level.LOW,
    val extras: Map<String, Any?> = emptyMap(),
)

/** With a property that can be set, and one that is made. */
data class Guest(val name: String, val age: Int?, var isChild: Boolean = false) {
    val initial: Char
        get() = name.firstOrNull() ?: '?'

    val upper: String by lazy { name.uppercase() }
}

enum class Level {
    LOW,
    @JsonProperty("high!") HIGH,
}

@JvmInline value class Email(val value: String)

@JvmInline value class Cents(val amount: Long)

/** Value classes, which are not there in byte code, and such that are. */
data class Account(
    val email: Email,
    val balance: Cents = Cents(0),
    val backup: Email? = null,
    val others: List<Email> = listOf(),
)

/** Names of which one is renamed and one is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
data class Renamed(
    @JsonProperty("other_name") val first: String,
    @get:JsonIgnore val secret: String = "secret",
    @param:JsonProperty("in") @get:JsonProperty("out") val both: Int = 3,
    val aURL: String? = null,
    val xCoordinate: Int = 7,
)

@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(
    JsonSubTypes.Type(Circle::class, name = "circle"),
    JsonSubTypes.Type(Square::class, name = "square"),
    JsonSubTypes.Type(Nowhere::class, name = "nowhere"),
)
sealed interface Shape

data class Circle(val radius: Double = 1.0) : Shape

data class Square(val side: Int, val tags: Set<String> = setOf("a")) : Shape

data object Nowhere : Shape

/** Generic, and with what only Kotlin has. */
data class Page<T>(
    val items: List<T>,
    val next: String? = null,
    val pair: Pair<String, Int?> = "k" to 1,
    val range: IntRange = 1..3,
    val large: ULong = ULong.MAX_VALUE,
    val small: UByte = 200u,
)

/** Set after it is made. */
class Mutable {
    var name: String = "none"
    var size: Int? = null
    var isOpen: Boolean = true
    lateinit var late: String
}

/** Values to write. */
fun values(round: Int): List<Any?> =
    listOf(
        Booking(1L + round, "Zürich", isPaid = true),
        Booking(
            2,
            "中 \uD83D\uDE00 \"quoted\"",
            3,
            "note",
            isPaid = false,
            isLate = true,
            guests = listOf(Guest("Ann", 33), Guest("", null, true)),
            level = Level.HIGH,
            extras = mapOf("a" to 1, "b" to null, "c" to listOf(Guest("Bo", 1))),
        ),
        Account(Email("a@b.c")),
        Account(Email("a@b.c"), Cents(1234), Email("d@e.f"), listOf(Email("g@h.i"))),
        Email("alone"),
        listOf(Email("in a list"), Cents(5)),
        mapOf(Email("key") to Cents(6)),
        Renamed("first"),
        Renamed("first", "hidden", 4, "http://x", 8),
        listOf<Shape>(Circle(), Square(2), Nowhere),
        Page(listOf(Guest("Cy", 5)), "next"),
        Page<Shape>(listOf(Circle(2.5), Nowhere), null, "l" to null),
        Mutable().apply { late = "late" },
        Mutable(),
        Triple(1u, 'c', listOf(Unit)),
        Level.HIGH,
        sequenceOf(1, 2, 3).toList(),
        null,
    )

/** Documents to read as each type: with defaults, nulls, and much that is wrong. */
val documents: Map<Class<*>, List<String>> =
    mapOf(
        Booking::class.java to
            listOf(
                """{"id":1,"city":"Bern","isPaid":true}""",
                """{"id":1,"city":"Bern","nights":4,"note":null,"isPaid":false,"isLate":false,"price":2.5}""",
                """{"id":1,"city":"Bern","isPaid":true,"guests":[{"name":"Ann","age":null},{"name":"Bo","age":3,"isChild":true}],"level":"high!","extras":{"x":[1,{"y":null}]}}""",
                """{"id":1,"city":"Bern","paid":true}""",
                """{"id":1,"city":null,"isPaid":true}""",
                """{"city":"Bern","isPaid":true}""",
                """{"id":1,"city":"Bern","isPaid":true,"nights":null}""",
                """{"id":1,"city":"Bern","isPaid":true,"guests":null}""",
                """{"id":1,"city":"Bern","isPaid":true,"guests":[null]}""",
                """{"id":1,"city":"Bern","isPaid":true,"guests":[{"age":3}]}""",
                """{"id":"x","city":"Bern","isPaid":true}""",
                """{"id":1,"city":"Bern","isPaid":true,"unknown":1}""",
                """{"id":1,"city":"Bern","isPaid":true""",
            ),
        Account::class.java to
            listOf(
                """{"email":"a@b.c"}""",
                """{"email":"a@b.c","balance":12,"backup":"d@e.f","others":["g@h.i"]}""",
                """{"email":{"value":"a@b.c"},"balance":{"amount":12}}""",
                """{"email":null}""",
                """{}""",
            ),
        Renamed::class.java to
            listOf(
                """{"other_name":"f"}""",
                """{"other_name":"f","in":5,"secret":"s","aurl":"u","aURL":"v","xcoordinate":1,"xCoordinate":2}""",
                """{"first":"f"}""",
            ),
        Shape::class.java to
            listOf(
                """{"kind":"circle"}""",
                """{"radius":2,"kind":"circle"}""",
                """{"kind":"square","side":1,"tags":["x","y"]}""",
                """{"kind":"nowhere"}""",
                """{"kind":"square"}""",
                """{"kind":"none"}""",
            ),
        Page::class.java to
            listOf(
                """{"items":[]}""",
                """{"items":[{"a":1}],"next":"n","pair":{"first":"f","second":null},"large":3,"small":4}""",
                """{"items":[],"range":{"start":1,"end":4}}""",
                """{"items":[],"small":256}""",
            ),
        Mutable::class.java to
            listOf(
                """{}""",
                """{"name":"n","size":3,"isOpen":false,"late":"l"}""",
                """{"name":null}""",
                """{"open":false,"size":null}""",
            ),
        Email::class.java to listOf(""""a@b.c"""", """{"value":"a@b.c"}"""),
    )

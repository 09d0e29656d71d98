import Recoveries
import Testing

@Suite("identifiers")
struct IdentifierTests {
    /// RFC 9562, appendix A.6: 017F22E2-79B0-7CC3-98C4-DC0C0C07398F, made at 1645557742000 ms.
    static let rfc: [UInt8] = [
        0x01, 0x7F, 0x22, 0xE2, 0x79, 0xB0, 0x7C, 0xC3, 0x98, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F,
    ]

    @Test("the RFC's example is made of its time and its random bits")
    func rfcExample() {
        let id = RecoveryID(at: Instant(milliseconds: 1_645_557_742_000), random: (0xCC3, 0x18C4_DC0C_0C07_398F))
        #expect(id.bytes == Self.rfc)
    }

    @Test("the RFC's example has TypeID's text")
    func rfcText() throws {
        #expect(try #require(RecoveryID(bytes: Self.rfc)).description == "rec_01fwhe4ydgfk1shh6w1g60eecf")
    }

    /// The valid vectors of the TypeID specification whose prefix does not matter.
    @Test(
        "TypeID's vectors are read and written",
        arguments: [
            ("00000000000000000000000000", [UInt8](repeating: 0, count: 16)),
            ("00000000000000000000000001", [UInt8](repeating: 0, count: 15) + [1]),
            ("0000000000000000000000000a", [UInt8](repeating: 0, count: 15) + [10]),
            ("0000000000000000000000000g", [UInt8](repeating: 0, count: 15) + [16]),
            ("00000000000000000000000010", [UInt8](repeating: 0, count: 15) + [32]),
            ("7zzzzzzzzzzzzzzzzzzzzzzzzz", [UInt8](repeating: 0xFF, count: 16)),
            (
                "0123456789abcdefghjkmnpqrs",
                [0x01, 0x10, 0xC8, 0x53, 0x1D, 0x09, 0x52, 0xD8, 0xD7, 0x3E, 0x11, 0x94, 0xE9, 0x5B, 0x5F, 0x19]
            ),
            (
                "01h455vb4pex5vsknk084sn02q",
                [0x01, 0x89, 0x0A, 0x5D, 0xAC, 0x96, 0x77, 0x4B, 0xBC, 0xCE, 0xB3, 0x02, 0x09, 0x9A, 0x80, 0x57]
            ),
        ])
    func typeID(suffix: String, bytes: [UInt8]) throws {
        #expect(try #require(LinkID("lnk_" + suffix)).bytes == bytes)
        #expect(try #require(LinkID(bytes: bytes)).description == "lnk_" + suffix)
    }

    @Test("text and bytes lead back to the identifier", arguments: 0..<200)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let instant = Instant(milliseconds: Int64(random.next() >> 18))
        let id = EventID(at: instant, random: (random.next(), random.next()))
        #expect(EventID(id.description) == id)
        #expect(EventID(bytes: id.bytes) == id)
    }

    @Test("version and variant are UUIDv7's whatever the random bits", arguments: [UInt64.min, .max])
    func versionAndVariant(bits: UInt64) {
        let bytes = EventID(at: Instant(milliseconds: 0), random: (bits, bits)).bytes
        #expect(bytes[6] >> 4 == 7)
        #expect(bytes[8] >> 6 == 0b10)
    }

    @Test("later identifiers sort later, as values and as texts", arguments: 0..<100)
    func order(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let first = Instant(milliseconds: Int64(random.next() >> 20))
        let earlier = RecoveryID(at: first, random: (random.next(), random.next()))
        let later = RecoveryID(at: first + .milliseconds(1), random: (random.next(), random.next()))
        #expect(earlier < later)
        #expect(earlier.description < later.description)
    }

    @Test("one millisecond's identifiers differ by their random bits")
    func distinct() {
        let now = Instant(milliseconds: 1)
        #expect(RecoveryID(at: now, random: (0, 1)) != RecoveryID(at: now, random: (0, 2)))
        #expect(RecoveryID(at: now, random: (1, 0)) != RecoveryID(at: now, random: (2, 0)))
    }

    @Test(
        "any other text is no identifier",
        arguments: [
            "", "rec_", "rec_01h455vb4pex5vsknk084sn02", "rec_01h455vb4pex5vsknk084sn02qq",
            "01h455vb4pex5vsknk084sn02q",
            "lnk_01h455vb4pex5vsknk084sn02q", "REC_01h455vb4pex5vsknk084sn02q", "rec_01H455VB4PEX5VSKNK084SN02Q",
            "rec_81h455vb4pex5vsknk084sn02q", "rec_01h455vb4pex5vsknk084sn02u", "rec_01h455vb4pex5vsknk084sn02i",
            "rec_01h455vb4pex5vsknk084sn02l", "rec_01h455vb4pex5vsknk084sn02o", "rec-01h455vb4pex5vsknk084sn02q",
            " rec_01h455vb4pex5vsknk084sn02q", "rec_01h455vb4pex5vsknk084sn02 ", "rec_01h455vb4pex5vsknk084sn0é",
            "rec_01h455vb4pex5vsknk084sn0\u{0}q",
        ])
    func wrongText(text: String) {
        #expect(RecoveryID(text) == nil)
    }

    @Test("any other number of bytes is no identifier", arguments: [0, 1, 15, 17, 32])
    func wrongLength(count: Int) {
        #expect(RecoveryID(bytes: [UInt8](repeating: 1, count: count)) == nil)
    }

    @Test("each kind has a prefix of its own")
    func prefixes() {
        let prefixes = [
            RecoveryKind.prefix, LinkKind.prefix, NotificationKind.prefix, AttemptKind.prefix, EventKind.prefix,
            TimelineKind.prefix, APIKeyKind.prefix, ReleaseKind.prefix,
        ]
        #expect(prefixes == ["rec", "lnk", "ntf", "att", "evt", "tle", "key", "rls"])
    }
}

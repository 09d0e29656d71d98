import Cryptography
import Testing

@Suite("the key ring")
struct KeyRingTests {
    @Test("each key id has its standing")
    func standings() throws {
        let retired = try masterKey(3).id
        let ring = try KeyRing(current: masterKey(1), previous: [masterKey(2)], retired: [retired])
        #expect(try ring.standing(of: masterKey(1).id) == .current)
        #expect(try ring.standing(of: masterKey(2).id) == .previous)
        #expect(ring.standing(of: retired) == .retired)
        #expect(try ring.standing(of: masterKey(4).id) == .unknown)
    }

    @Test("a previous key on the retired list is retired")
    func retiredPrevious() throws {
        let id = try masterKey(2).id
        #expect(
            try KeyRing(current: masterKey(1), previous: [masterKey(2)], retired: [id]).standing(of: id) == .retired)
    }

    @Test("a key listed twice is refused")
    func listedTwice() throws {
        let key = try masterKey(1)
        #expect(throws: CryptographyError.keyIDCollision(key.id)) { try KeyRing(current: key, previous: [key]) }
    }

    @Test("two keys that share a key id are refused")
    func collision() throws {
        let keys = try (0...255).map { try masterKey($0) }
        let pairs = Dictionary(grouping: keys, by: \.id).values.filter { $0.count > 1 }
        let pair = try #require(pairs.first)
        #expect(throws: CryptographyError.keyIDCollision(pair[0].id)) {
            try KeyRing(current: pair[0], previous: [pair[1]])
        }
    }

    @Test("a retired key cannot sign")
    func retiredCurrent() throws {
        let key = try masterKey(1)
        #expect(throws: CryptographyError.currentKeyRetired(key.id)) { try KeyRing(current: key, retired: [key.id]) }
    }

    @Test("a refused ring says what to mend")
    func remedy() {
        #expect("\(CryptographyError.keyIDCollision(7))".contains("key id 7. Remove the one"))
        #expect("\(CryptographyError.currentKeyRetired(7))".contains("latchkey key generate-master"))
    }

    @Test("a ring shows key ids and nothing else")
    func redaction() throws {
        let ring = try KeyRing(current: masterKey(1), previous: [masterKey(2)], retired: [9])
        var shown = "\(ring) \(String(reflecting: ring))"
        dump(ring, to: &shown)
        #expect(shown.contains("retired: [9]") && !shown.contains("bytes") && !shown.contains("0x"))
    }
}

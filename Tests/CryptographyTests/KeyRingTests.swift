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

    @Test("a ring tells its ids: who signs, who verifies, who is refused")
    func ids() throws {
        let ring = try KeyRing(current: masterKey(1), previous: [masterKey(2), masterKey(3)], retired: [9, 4])
        #expect(try ring.currentKeyID == masterKey(1).id)
        #expect(try ring.previousKeyIDs == [masterKey(2).id, masterKey(3).id])
        #expect(ring.retiredKeyIDs == [4, 9])
    }

    @Test("a check fits its own key, wherever it stands, and no other, not even one with the same id")
    func checks() throws {
        let one = try KeyRing(current: masterKey(1), previous: [masterKey(2)]).checks
        let other = try KeyRing(current: masterKey(2), previous: [masterKey(1)]).checks
        #expect(one[0].fits(other[1].value) && one[1].fits(other[0].value))
        #expect(!one[0].fits(one[1].value) && !one[0].fits([]))
        let keys = try (0...255).map { try masterKey($0) }
        let twins = try #require(Dictionary(grouping: keys, by: \.id).values.first { $0.count > 1 })
        let values = try twins.prefix(2).map { try KeyRing(current: $0).checks[0].value }
        #expect(values[0] != values[1])
    }

    @Test("a new key takes none of the ids that are taken, and says so when none is left")
    func freeID() throws {
        let keys = try (0..<16).map { _ in try MasterKey.generate(using: SystemRandom(), avoiding: Set(0...127)) }
        #expect(keys.allSatisfy { $0.id > 127 })
        #expect(throws: CryptographyError.noKeyIDLeft) {
            try MasterKey.generate(using: SystemRandom(), avoiding: Set(0...255))
        }
    }
}

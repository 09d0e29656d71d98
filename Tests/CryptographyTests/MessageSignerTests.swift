import Cryptography
import Testing

@Suite("signed messages")
struct MessageSignerTests {
    private func signer(
        _ purpose: KeyPurpose = .session, current: UInt8 = 1, previous: [UInt8] = [], retired: [UInt8] = []
    ) throws -> MessageSigner {
        let ring = try KeyRing(
            current: masterKey(current), previous: previous.map { try masterKey($0) },
            retired: Set(retired.map { try masterKey($0).id }))
        return MessageSigner(ring: ring, purpose: purpose)
    }

    @Test("a payload of any length comes back", arguments: [0, 1, 2, 3, 16, 100, 5_000])
    func roundTrip(count: Int) throws {
        let payload = try SystemRandom().bytes(count)
        #expect(try signer().verify(signer().sign(payload: payload)) == payload)
    }

    @Test("a message needs no escaping in a URL or cookie")
    func characters() throws {
        let message = try signer().sign(payload: Array(0...255))
        #expect(message.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
    }

    @Test("a message with any one bit flipped is refused")
    func flippedBits() throws {
        let signer = try signer()
        let bytes = try #require(Base64URL.decode(signer.sign(payload: [1, 2, 3, 4, 5])))
        for bit in 0..<(bytes.count * 8) {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(signer.verify(Base64URL.encode(changed)) == nil)
        }
    }

    @Test("a message of another purpose is refused", arguments: KeyPurpose.allCases.filter { $0 != .session })
    func otherPurpose(purpose: KeyPurpose) throws {
        #expect(try signer().verify(signer(purpose).sign(payload: [1, 2, 3])) == nil)
    }

    @Test("what is too short to hold a tag is refused", arguments: ["", "A", "AQ", "AQEB", "AAAAAAAAAAAAAAAAAAAAAAA"])
    func tooShort(message: String) throws {
        #expect(try signer().verify(message) == nil)
    }

    @Test("a message that lacks the zero at its end is refused")
    func missingZero() throws {
        let signers = try (0...255).map { try signer(current: $0) }
        let found = try #require(signers.first { Base64URL.decode($0.sign(payload: []))?.last == 0 })
        let bytes = try #require(Base64URL.decode(found.sign(payload: [])))
        #expect(found.verify(Base64URL.encode(bytes)) == [])
        #expect(found.verify(Base64URL.encode(bytes.dropLast())) == nil)
    }

    @Test("a message of a previous key verifies")
    func previousKey() throws {
        let message = try signer(current: 1).sign(payload: [7])
        #expect(try signer(current: 2, previous: [1]).verify(message) == [7])
    }

    @Test("a message of a retired key is refused, even if the key is still listed")
    func retiredKey() throws {
        let message = try signer(current: 1).sign(payload: [7])
        #expect(try signer(current: 2, previous: [1], retired: [1]).verify(message) == nil)
    }

    @Test("a message of a key outside the ring is refused")
    func unknownKey() throws {
        let message = try signer(current: 1).sign(payload: [7])
        #expect(try signer(current: 2).verify(message) == nil)
    }

    @Test("a message that names another key of the ring is refused")
    func relabelled() throws {
        let signer = try signer(current: 2, previous: [1])
        var bytes = try #require(Base64URL.decode(signer.sign(payload: [7])))
        bytes[1] = try masterKey(1).id
        #expect(signer.verify(Base64URL.encode(bytes)) == nil)
    }
}

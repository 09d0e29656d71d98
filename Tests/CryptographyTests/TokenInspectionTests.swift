import Cryptography
import Testing

@Suite("link inspect")
struct TokenInspectionTests {
    private let id = TokenID(high: 1, low: 2)

    private func ring(current: UInt8 = 1, previous: [UInt8] = [], retired: [UInt8] = []) throws -> KeyRing {
        try KeyRing(
            current: masterKey(current), previous: previous.map { try masterKey($0) },
            retired: Set(retired.map { try masterKey($0).id }))
    }

    private func inspect(_ ring: KeyRing) throws -> TokenInspection {
        try LinkTokens(ring: ring).inspect(LinkTokens(ring: self.ring()).mint(id))
    }

    @Test("a token of the current key shows all that is in it")
    func current() throws {
        let seen = try inspect(ring())
        #expect(try seen.version == 1 && seen.keyID == masterKey(1).id && seen.standing == .current)
        #expect(seen.id == id && seen.isAuthentic == true && seen.isAccepted)
    }

    @Test("a token of a previous key is shown as such")
    func previous() throws {
        #expect(try inspect(ring(current: 2, previous: [1])).standing == .previous)
    }

    @Test("a token of a retired key is not accepted, and nobody can tell whether it was genuine")
    func retired() throws {
        let seen = try inspect(ring(current: 2, retired: [1]))
        #expect(seen.standing == .retired && seen.isAuthentic == nil && !seen.isAccepted)
    }

    @Test("a token of a key outside the ring is shown as unknown")
    func unknown() throws {
        let seen = try inspect(ring(current: 2))
        #expect(seen.standing == .unknown && seen.isAuthentic == nil && !seen.isAccepted)
    }

    @Test("a forged token is shown as forged")
    func forged() throws {
        var bytes = try #require(Base64URL.decode(LinkTokens(ring: ring()).mint(id)))
        bytes[33] ^= 1
        let seen = try LinkTokens(ring: ring()).inspect(Base64URL.encode(bytes))
        #expect(seen.isAuthentic == false && !seen.isAccepted)
    }

    @Test("a text of another length is refused with the two lengths")
    func wrongLength() throws {
        let tokens = try LinkTokens(ring: ring())
        #expect(throws: CryptographyError.malformed("a link token has 46 characters, this text has 3")) {
            try tokens.inspect("abc")
        }
    }

    @Test("a text that is not canonical base64url is refused")
    func notCanonical() throws {
        let tokens = try LinkTokens(ring: ring())
        #expect(throws: CryptographyError.malformed("the text is not canonical base64url")) {
            try tokens.inspect(String(repeating: "A", count: 45) + "B")
        }
    }

    @Test("an id shows as 32 hexadecimal digits")
    func idText() {
        #expect("\(TokenID(high: 0x0123_4567_89AB_CDEF, low: 0xFF))" == "0123456789abcdef00000000000000ff")
    }

    @Test("an id comes back from its bytes, and from no other number of bytes")
    func idBytes() {
        let id = TokenID(high: .max - 5, low: 77)
        #expect(TokenID(bytes: id.bytes) == id)
        #expect(TokenID(bytes: id.bytes.dropLast()) == nil && TokenID(bytes: id.bytes + [0]) == nil)
    }
}

import Testing

@testable import Cryptography

@Suite("link tokens")
struct LinkTokensTests {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    private let id = TokenID(high: 0x0192_D3A1_7F00_7ABC, low: 0x8123_4567_89AB_CDEF)

    private func tokens(current: UInt8 = 1, previous: [UInt8] = [], retired: [UInt8] = []) throws -> LinkTokens {
        LinkTokens(
            ring: try KeyRing(
                current: masterKey(current), previous: previous.map { try masterKey($0) },
                retired: Set(retired.map { try masterKey($0).id })))
    }

    /// A token put together by hand, with a right tag whatever the header says.
    private func handmade(version: UInt8, keyID: UInt8, signedBy key: MasterKey) throws -> String {
        let body = [version, keyID] + id.bytes
        let subKey = try SubKeys(of: key)[.link]
        return Base64URL.encode(body + subKey.code(for: Array("latchkey/link".utf8) + body).prefix(16))
    }

    @Test("a token carries its id in 46 characters")
    func roundTrip() throws {
        let token = try tokens().mint(id)
        #expect(token.utf8.count == 46)
        #expect(try tokens().verify(token) == id)
    }

    @Test("a token is version, key id, id and a 16-byte tag over label, version, key id and id")
    func layout() throws {
        let key = try masterKey(1)
        #expect(try tokens().mint(id) == handmade(version: 1, keyID: key.id, signedBy: key))
    }

    @Test("a token minted again is the same")
    func deterministic() throws {
        #expect(try tokens().mint(id) == tokens().mint(id))
    }

    @Test("a token with any one bit flipped is refused", arguments: 0..<(34 * 8))
    func flippedBit(bit: Int) throws {
        var bytes = try #require(Base64URL.decode(tokens().mint(id)))
        bytes[bit / 8] ^= 1 << (bit % 8)
        #expect(try tokens().verify(Base64URL.encode(bytes)) == nil)
    }

    @Test("a token with any one character changed to any other is refused", arguments: 0..<46)
    func changedCharacter(index: Int) throws {
        let tokens = try tokens()
        let token = Array(tokens.mint(id))
        for character in Self.alphabet + ["+", "/", "=", " ", "\n", "\0", "%", "é"] where character != token[index] {
            var changed = token
            changed[index] = character
            #expect(tokens.verify(String(changed)) == nil)
        }
    }

    @Test("a token that lacks characters at either end is refused", arguments: 0..<46)
    func truncated(count: Int) throws {
        let token = try tokens().mint(id)
        #expect(try tokens().verify(String(token.prefix(count))) == nil)
        #expect(try tokens().verify(String(token.suffix(count))) == nil)
    }

    @Test("a token with something added at either end is refused", arguments: alphabet + ["=", " ", "\n", "\0", "/"])
    func extended(character: Character) throws {
        let token = try tokens().mint(id)
        #expect(try tokens().verify(token + String(character)) == nil)
        #expect(try tokens().verify(String(character) + token) == nil)
    }

    @Test("the 15 other last characters that decode to the same bytes are refused", arguments: UInt8(1)..<16)
    func slackBits(slack: UInt8) throws {
        let token = try tokens().mint(id)
        let last = try #require(token.last.flatMap { Self.alphabet.firstIndex(of: $0) })
        #expect(last % 16 == 0)
        #expect(try tokens().verify(token.dropLast() + String(Self.alphabet[last + Int(slack)])) == nil)
    }

    @Test("padding is refused")
    func padded() throws {
        let token = try tokens().mint(id)
        #expect(try tokens().verify(token + "==") == nil)
    }

    @Test("the standard alphabet is refused")
    func standardAlphabet() throws {
        let tokens = try tokens()
        let minted = (0..<64).lazy.map { tokens.mint(TokenID(high: $0, low: 0)) }
        let token = try #require(minted.first { $0.contains("-") && $0.contains("_") })
        let respelled = String(token.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        #expect(tokens.verify(respelled) == nil)
    }

    @Test("white space around a token is refused", arguments: [" ", "\t", "\r\n", "\u{A0}", "\u{200B}"])
    func whiteSpace(space: String) throws {
        let token = try tokens().mint(id)
        #expect(try tokens().verify(space + token) == nil)
        #expect(try tokens().verify(token + space) == nil)
    }

    @Test("a message of another purpose is no token", arguments: KeyPurpose.allCases.filter { $0 != .link })
    func otherPurpose(purpose: KeyPurpose) throws {
        let message = MessageSigner(ring: try KeyRing(current: masterKey(1)), purpose: purpose).sign(payload: id.bytes)
        #expect(message.utf8.count == 46)
        #expect(try tokens().verify(message) == nil)
    }

    @Test("a message of the link purpose with a longer id is no token")
    func longerPayload() throws {
        let signer = MessageSigner(ring: try KeyRing(current: masterKey(1)), purpose: .link)
        #expect(try tokens().verify(signer.sign(payload: id.bytes + [0])) == nil)
    }

    @Test("another version is refused, though rightly signed", arguments: [0, 2, 255] as [UInt8])
    func otherVersion(version: UInt8) throws {
        let key = try masterKey(1)
        #expect(try tokens().verify(handmade(version: version, keyID: key.id, signedBy: key)) == nil)
    }

    @Test("an unknown key id is refused, though signed by the current key")
    func unknownKeyID() throws {
        let key = try masterKey(1)
        #expect(try tokens().verify(handmade(version: 1, keyID: key.id &+ 1, signedBy: key)) == nil)
    }

    @Test("a token of a previous key verifies")
    func previousKey() throws {
        let token = try tokens(current: 1).mint(id)
        #expect(try tokens(current: 2, previous: [1]).verify(token) == id)
    }

    @Test("a token of a retired key is refused, even if the key is still listed")
    func retiredKey() throws {
        let token = try tokens(current: 1).mint(id)
        #expect(try tokens(current: 2, retired: [1]).verify(token) == nil)
        #expect(try tokens(current: 2, previous: [1], retired: [1]).verify(token) == nil)
    }
}

import Cryptography
import Testing

@Suite("base64")
struct Base64Tests {
    static let vectors = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test("encodes RFC 4648's examples", arguments: vectors)
    func encodes(plain: String, text: String) {
        #expect(Base64.encode(Array(plain.utf8)) == text)
    }

    @Test("decodes RFC 4648's examples", arguments: vectors)
    func decodes(plain: String, text: String) {
        #expect(Base64.decode(text) == Array(plain.utf8))
    }

    @Test("the URL form leaves the padding out", arguments: vectors)
    func unpadded(plain: String, text: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == text.filter { $0 != "=" })
    }

    @Test("every length comes back as it was", arguments: 0..<70)
    func roundTrip(count: Int) throws {
        let bytes = try SystemRandom().bytes(count)
        #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }

    @Test("the alphabets differ in their last two characters")
    func alphabets() {
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
    }

    @Test("each byte outside the URL alphabet is refused", arguments: UInt8(0)..<128)
    func urlAlphabet(byte: UInt8) {
        let character = Character(UnicodeScalar(byte))
        let isInAlphabet = character.isLetter || character.isNumber || character == "-" || character == "_"
        #expect((Base64URL.decode("AAA\(character)") != nil) == isInAlphabet)
    }

    @Test(
        "another spelling is refused, not mended",
        arguments: [
            "Zg==", "Zg=", "Zh", "Zm9", "Z", "A", "AAAAA", "Zm9vY", " Zm9v", "Zm9v\n", "Zm 9v", "Zm9é", "Zm9v=", "=",
        ])
    func nonCanonicalURL(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test(
        "the padded form is refused when it is not canonical",
        arguments: ["Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "==", "Zg==Zg==", "Zm9v\n", "-_8=", "Zm9v===="])
    func nonCanonicalPadded(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}

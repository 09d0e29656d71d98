import Cryptography
import Testing

@Suite("the master key")
struct MasterKeyTests {
    private func fault(of text: String) -> CryptographyError? {
        #expect(throws: CryptographyError.self) { try MasterKey(base64: text) }
    }

    @Test("a generated key is read back as the same key")
    func roundTrip() throws {
        let key = try MasterKey.generate(using: SystemRandom())
        #expect(try MasterKey(base64: key.base64().reveal()).base64() == key.base64())
    }

    @Test("a generated key stands in 44 characters")
    func written() throws {
        #expect(try MasterKey.generate(using: SystemRandom()).base64().reveal().utf8.count == 44)
    }

    @Test("a thousand random keys are all accepted")
    func noFalseAlarm() throws {
        for _ in 0..<1_000 { _ = try MasterKey.generate(using: SystemRandom()) }
    }

    @Test("the key id depends on the key alone")
    func keyID() throws {
        #expect(try MasterKey(base64: masterKey(1).base64().reveal()).id == masterKey(1).id)
        #expect(try Set((0..<32).map { try masterKey($0).id }).count > 16)
    }

    @Test("the URL alphabet, missing padding and white space around are accepted")
    func spellings() throws {
        let text = try masterKey(1).base64().reveal()
        let bytes = try #require(Base64.decode(text))
        for spelling in [Base64URL.encode(bytes), Base64URL.encode(bytes) + "=", " \t\(text)\r\n"] {
            #expect(try MasterKey(base64: spelling).id == masterKey(1).id)
        }
    }

    @Test("no key is missing", arguments: ["", " ", "\n\t"])
    func missing(text: String) {
        #expect(fault(of: text) == .masterKey(.missing))
    }

    @Test("what is not base64 is refused", arguments: ["correct horse battery staple", "abcde", "=", "äöü", "A==="])
    func undecodable(text: String) {
        #expect(fault(of: text) == .masterKey(.undecodable))
    }

    @Test("another length is refused", arguments: [1, 16, 31, 33, 64])
    func wrongLength(count: Int) throws {
        let bytes = try SystemRandom().bytes(count)
        #expect(fault(of: Base64.encode(bytes)) == .masterKey(.wrongLength(count)))
    }

    @Test("64 hexadecimal digits, which are base64 too, are refused for their length")
    func hexadecimal() {
        #expect(fault(of: SHA256.hex(of: "key")) == .masterKey(.wrongLength(48)))
    }

    static let patterns: [[UInt8]] = [
        [UInt8](repeating: 0, count: 32), [UInt8](repeating: 0x5A, count: 32), Array(0..<32), (0..<32).map { $0 * 7 },
        (0..<32).reversed(), (0..<32).map { $0 % 15 &* 31 },
        Array("aaaabbbbccccddddeeeeffffgggghhhh".utf8),
    ]

    @Test("constant, counting and repeating keys are refused", arguments: patterns)
    func refusesPattern(bytes: [UInt8]) {
        #expect(fault(of: Base64.encode(bytes)) == .masterKey(.repetitive))
    }

    @Test("text in base64 is refused")
    func textual() {
        let phrase = Array("Tr0ub4dor&3, my very secret key!".utf8)
        #expect(fault(of: Base64.encode(phrase)) == .masterKey(.textual))
    }

    @Test("a broken random source makes no key")
    func brokenSource() {
        #expect(throws: CryptographyError.masterKey(.repetitive)) {
            try MasterKey.generate(using: FixedRandom(source: [UInt8](repeating: 0, count: 32)))
        }
    }

    static let faults: [MasterKeyFault] = [.missing, .undecodable, .wrongLength(31), .repetitive, .textual]

    @Test("every refusal says how to make a key", arguments: faults)
    func remedy(fault: MasterKeyFault) {
        #expect("\(CryptographyError.masterKey(fault))".contains("latchkey key generate-master"))
    }

    @Test("no refusal repeats what was given")
    func silence() throws {
        let text = Base64.encode(Array("Tr0ub4dor&3, my very secret key!".utf8))
        let error = try #require(fault(of: text))
        var dumped = ""
        dump(error, to: &dumped)
        #expect(!(dumped + "\(error)").contains(text.prefix(8)))
    }

    @Test("however a key is printed, its bytes do not show")
    func redaction() throws {
        let key = try masterKey(1)
        var shown = "\(key) " + String(reflecting: key) + String(describing: [key])
        dump(key, to: &shown)
        let numbers = SHA256.digest(of: [0x6B, 1]).prefix(4).map(String.init)
        #expect(shown.contains("MasterKey(id: \(key.id))"))
        #expect(!numbers.allSatisfy { shown.contains($0) } && !shown.contains(key.base64().reveal()))
    }
}

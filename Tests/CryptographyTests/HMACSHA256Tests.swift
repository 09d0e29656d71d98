import Testing

@testable import Cryptography

struct RFC4231Case: Sendable, CustomTestStringConvertible {
    let number: Int
    let key: [UInt8]
    let message: [UInt8]
    let code: String

    var testDescription: String { "test case \(number)" }

    static let all = [
        RFC4231Case(
            number: 1, key: [UInt8](repeating: 0x0B, count: 20), message: Array("Hi There".utf8),
            code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        RFC4231Case(
            number: 2, key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
            code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        RFC4231Case(
            number: 3, key: [UInt8](repeating: 0xAA, count: 20), message: [UInt8](repeating: 0xDD, count: 50),
            code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        RFC4231Case(
            number: 4, key: Array(1...25), message: [UInt8](repeating: 0xCD, count: 50),
            code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        RFC4231Case(
            number: 5, key: [UInt8](repeating: 0x0C, count: 20), message: Array("Test With Truncation".utf8),
            code: "a3b6167473100ee06e0c796c2955552b"),
        RFC4231Case(
            number: 6, key: [UInt8](repeating: 0xAA, count: 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        RFC4231Case(
            number: 7, key: [UInt8](repeating: 0xAA, count: 131),
            message: Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. "
                    + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
            code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ]
}

@Suite("HMAC-SHA256")
struct HMACSHA256Tests {
    @Test("gives the codes of RFC 4231", arguments: RFC4231Case.all)
    func vector(_ vector: RFC4231Case) throws {
        let code = try HMACSHA256.code(for: vector.message, key: vector.key)
        #expect(Array(code.prefix(vector.code.utf8.count / 2)) == hex(vector.code))
    }

    @Test("a key gives the same code each time it is used")
    func reuse() throws {
        let vector = RFC4231Case.all[1]
        let key = try HMACSHA256(key: vector.key)
        let codes = (0..<3).map { _ in key.code(for: vector.message) }
        #expect(codes == [hex(vector.code), hex(vector.code), hex(vector.code)])
    }

    @Test("many tasks that share a key all get the right codes")
    func sharedKey() async throws {
        let key = try HMACSHA256(key: Array(0..<32))
        let wrong = await withTaskGroup(of: Int.self) { group in
            for task in UInt8(0)..<8 {
                group.addTask {
                    (0..<2_000).count { round in
                        let message = [task, UInt8(round % 251)]
                        return key.code(for: message) != (try? HMACSHA256.code(for: message, key: Array(0..<32)))
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    @Test(
        "a duplicate, used when the working context is taken, gives the codes of RFC 4231", arguments: RFC4231Case.all)
    func duplicate(_ vector: RFC4231Case) throws {
        let keyed = try MACContext.keyed(with: vector.key)
        guard var duplicate = keyed.duplicate() else { throw CryptographyError.lastFailure(in: "EVP_MAC_CTX_dup") }
        let digest = vector.message.withUnsafeBytes { duplicate.code(for: $0) }
        let code = digest.map { digest in digest.indices.map { digest[$0] } } ?? []
        #expect(Array(code.prefix(vector.code.utf8.count / 2)) == hex(vector.code))
    }

    @Test("a key is set up on many threads at once, every time")
    func manyThreads() async throws {
        let expected = try HMACSHA256.code(for: [1], key: [2])
        let right = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<20_000).reduce(0) { count, _ in
                        count + ((try? HMACSHA256.code(for: [1], key: [2])) == expected ? 1 : 0)
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(right == 160_000)
    }

    @Test("accepts its own code")
    func valid() throws {
        let key = try HMACSHA256(key: [1])
        #expect(key.isValid(key.code(for: "message"), for: Array("message".utf8)))
    }

    @Test("refuses a code that is cut short")
    func truncated() throws {
        let key = try HMACSHA256(key: [1])
        #expect(!key.isValid(Array(key.code(for: "message").dropLast()), for: Array("message".utf8)))
    }

    @Test("refuses the code of another message")
    func otherMessage() throws {
        let key = try HMACSHA256(key: [1])
        #expect(!key.isValid(key.code(for: "message"), for: Array("massage".utf8)))
    }
}

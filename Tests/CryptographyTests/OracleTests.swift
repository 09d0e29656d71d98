import Testing

@testable import Cryptography

@Suite("agrees with PyPI's cryptography", .enabled(if: Oracle.python != nil, "no Python with `cryptography`"))
struct OracleTests {
    private func pairs() throws -> [(Oracle.Question, Oracle.Answer)] {
        let oracle = try Oracle.shared.get()
        try #require(oracle.answers.count == oracle.questions.count && !oracle.answers.isEmpty)
        return Array(zip(oracle.questions, oracle.answers))
    }

    @Test("on HMAC-SHA256")
    func hmac() throws {
        for (question, answer) in try pairs() {
            #expect(try HMACSHA256.code(for: question.message, key: question.key) == answer.hmac)
        }
    }

    @Test("on HKDF-SHA256")
    func hkdf() throws {
        for (question, answer) in try pairs() {
            let derived = try HKDF.derive(
                question.count, from: question.key, salt: question.salt, info: question.info)
            #expect(derived == answer.hkdf)
        }
    }

    @Test("which opens what we seal")
    func theyOpen() throws {
        for (question, answer) in try pairs() { #expect(answer.opened == question.message) }
    }

    @Test("whose seals we open")
    func weOpen() throws {
        for (question, answer) in try pairs() {
            let opened = try AES256GCM.open(answer.sealed, key: question.key, associatedData: question.data)
            #expect(opened == question.message)
        }
    }

    @Test("which seals to the same bytes under the same nonce")
    func sameBytes() throws {
        for (question, answer) in try pairs() {
            let sealed = try AES256GCM.seal(
                question.message, key: question.key, associatedData: question.data, nonce: question.nonce)
            #expect(sealed == answer.sealed)
        }
    }

    @Test("whose sealed secrets, made from the documented format, are ours")
    func sealedSecrets() throws {
        for (question, answer) in try pairs() {
            let ring = try KeyRing(current: MasterKey(bytes: question.master))
            let box = SealedBox(ring: ring, random: FixedRandom(source: question.nonce))
            let secret = Secret(Hexadecimal.encode(question.id))
            #expect(try box.seal(secret, recordID: "rec_ü", purpose: .clientSecret) == answer.box)
        }
    }

    @Test("whose link tokens, made from the documented format, are ours")
    func tokens() throws {
        for (question, answer) in try pairs() {
            let tokens = LinkTokens(ring: try KeyRing(current: MasterKey(bytes: question.master)))
            let id = try #require(TokenID(bytes: question.id))
            #expect(tokens.mint(id) == answer.token)
        }
    }
}

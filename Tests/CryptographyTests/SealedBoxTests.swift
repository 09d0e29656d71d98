import Cryptography
import Testing

@Suite("sealed secrets")
struct SealedBoxTests {
    private let secret = Secret("pi_3MtwBw_secret_YrKJUKribcBjcG8HVhfZluoGH")

    private func box(current: UInt8 = 1, previous: [UInt8] = [], retired: [UInt8] = []) throws -> SealedBox {
        let ring = try KeyRing(
            current: masterKey(current), previous: previous.map { try masterKey($0) },
            retired: Set(retired.map { try masterKey($0).id }))
        return SealedBox(ring: ring, random: SystemRandom())
    }

    private func sealed() throws -> [UInt8] {
        try box().seal(secret, recordID: "rec_1", purpose: .clientSecret)
    }

    @Test("a secret opens for its record and purpose", arguments: ["", "x", "パスワード🔑", "sk_test_123"])
    func roundTrip(text: String) throws {
        let sealed = try box().seal(Secret(text), recordID: "rec_1", purpose: .stripeSecretKey)
        #expect(try box().open(sealed, recordID: "rec_1", purpose: .stripeSecretKey).reveal() == text)
    }

    @Test("the sealed form is version, key id, nonce, ciphertext and tag, and does not show the secret")
    func layout() throws {
        let sealed = try sealed()
        #expect(try sealed.prefix(2) == [1, masterKey(1).id])
        #expect(sealed.count == 2 + 12 + secret.reveal().utf8.count + 16)
        #expect(!String(decoding: sealed, as: UTF8.self).contains("secret"))
    }

    @Test("two seals of one secret differ")
    func freshNonce() throws {
        #expect(try sealed() != sealed())
    }

    @Test(
        "another record or purpose does not open it",
        arguments: [
            ("rec_2", SealPurpose.clientSecret), ("", .clientSecret), ("rec_1", .webhookSecret),
            ("rec_1client_secret", SealPurpose(rawValue: "")),
        ])
    func elsewhere(recordID: String, purpose: SealPurpose) throws {
        let sealed = try sealed()
        #expect(throws: CryptographyError.notAuthentic) {
            try box().open(sealed, recordID: recordID, purpose: purpose)
        }
    }

    @Test("where the record id ends and the purpose begins matters")
    func boundary() throws {
        let sealed = try box().seal(secret, recordID: "ab", purpose: SealPurpose(rawValue: "c"))
        #expect(throws: CryptographyError.notAuthentic) {
            try box().open(sealed, recordID: "a", purpose: SealPurpose(rawValue: "bc"))
        }
    }

    @Test("a sealed secret with any one bit flipped does not open")
    func flippedBits() throws {
        let box = try box()
        let sealed = try sealed()
        for bit in 0..<(sealed.count * 8) {
            var changed = sealed
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: CryptographyError.self) {
                try box.open(changed, recordID: "rec_1", purpose: .clientSecret)
            }
        }
    }

    @Test("a key id changed to another key of the ring does not open it")
    func relabelled() throws {
        var sealed = try box(current: 1).seal(secret, recordID: "rec_1", purpose: .clientSecret)
        sealed[1] = try masterKey(2).id
        #expect(throws: CryptographyError.notAuthentic) {
            try box(current: 1, previous: [2]).open(sealed, recordID: "rec_1", purpose: .clientSecret)
        }
    }

    @Test("every truncation is refused")
    func truncated() throws {
        let box = try box()
        let sealed = try sealed()
        for count in sealed.indices {
            #expect(throws: CryptographyError.self) {
                try box.open(Array(sealed.prefix(count)), recordID: "rec_1", purpose: .clientSecret)
            }
        }
    }

    @Test("what a previous key sealed still opens")
    func previousKey() throws {
        let opened = try box(current: 2, previous: [1]).open(sealed(), recordID: "rec_1", purpose: .clientSecret)
        #expect(opened == secret)
    }

    @Test("what a retired key sealed is refused by name")
    func retiredKey() throws {
        let sealed = try sealed()
        #expect(throws: CryptographyError.retiredKey(try masterKey(1).id)) {
            try box(current: 2, retired: [1]).open(sealed, recordID: "rec_1", purpose: .clientSecret)
        }
    }

    @Test("what a key outside the ring sealed is refused with what to mend")
    func unknownKey() throws {
        let sealed = try sealed()
        let error = #expect(throws: CryptographyError.unknownKey(try masterKey(1).id)) {
            try box(current: 2).open(sealed, recordID: "rec_1", purpose: .clientSecret)
        }
        #expect(error?.description.contains("Add it to the previous master keys") == true)
    }

    @Test("a secret of a previous key is sealed anew with the one that signs, and outlives the old one")
    func resealing() throws {
        let rotated = try box(current: 2, previous: [1])
        let anew = try #require(try rotated.resealed(sealed(), recordID: "rec_1", purpose: .clientSecret))
        #expect(try SealedBox.keyID(of: anew) == masterKey(2).id)
        let alone = try box(current: 2, retired: [1])
        #expect(try alone.open(anew, recordID: "rec_1", purpose: .clientSecret) == secret)
        #expect(try rotated.resealed(anew, recordID: "rec_1", purpose: .clientSecret) == nil)
        #expect(try throwsRetired { try alone.resealed(sealed(), recordID: "rec_1", purpose: .clientSecret) })
    }

    private func throwsRetired(_ body: () throws -> [UInt8]?) throws -> Bool {
        do {
            _ = try body()
            return false
        } catch let error as CryptographyError {
            return error == .retiredKey(try masterKey(1).id)
        }
    }

    @Test("what is no sealed secret names no key", arguments: [[], [1], [2, 7, 0]] as [[UInt8]])
    func noKey(bytes: [UInt8]) {
        #expect(SealedBox.keyID(of: bytes) == nil)
    }
}

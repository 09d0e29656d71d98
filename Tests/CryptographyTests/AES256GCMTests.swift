import Testing

@testable import Cryptography

/// The AES-256 cases with a 96-bit nonce of McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B.
struct GCMCase: Sendable, CustomTestStringConvertible {
    let number: Int
    var key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"
    var nonce = "cafebabefacedbaddecaf888"
    var plaintext =
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    var associatedData = ""
    var ciphertext =
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
    let tag: String

    var testDescription: String { "test case \(number)" }

    static let zeros = String(repeating: "0", count: 64)
    static let all = [
        GCMCase(
            number: 13, key: zeros, nonce: String(zeros.prefix(24)), plaintext: "", ciphertext: "",
            tag: "530f8afbc74536b9a963b4f1c4cb738b"),
        GCMCase(
            number: 14, key: zeros, nonce: String(zeros.prefix(24)), plaintext: String(zeros.prefix(32)),
            ciphertext: "cea7403d4d606b6e074ec5d3baf39d18", tag: "d0d1c8a799996bf0265b98b5d48ab919"),
        GCMCase(
            number: 15,
            plaintext: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
            ciphertext: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad",
            tag: "b094dac5d93471bdec1a502270e3cc6c"),
        GCMCase(
            number: 16, associatedData: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            tag: "76fc6ece0f4e1768cddf8853bb2d551b"),
    ]
}

@Suite("AES-256-GCM")
struct AES256GCMTests {
    private let key = SHA256.digest(of: [1])
    private let text = Array("pi_1_secret_2".utf8)

    private func sealed() throws -> [UInt8] {
        try AES256GCM.seal(text, key: key, associatedData: [1, 2], using: SystemRandom())
    }

    @Test("seals the vectors of the GCM specification", arguments: GCMCase.all)
    func seals(_ vector: GCMCase) throws {
        let sealed = try AES256GCM.seal(
            hex(vector.plaintext), key: hex(vector.key), associatedData: hex(vector.associatedData),
            nonce: hex(vector.nonce))
        #expect(sealed == hex(vector.nonce + vector.ciphertext + vector.tag))
    }

    @Test("opens the vectors of the GCM specification", arguments: GCMCase.all)
    func opens(_ vector: GCMCase) throws {
        let plaintext = try AES256GCM.open(
            hex(vector.nonce + vector.ciphertext + vector.tag), key: hex(vector.key),
            associatedData: hex(vector.associatedData))
        #expect(plaintext == hex(vector.plaintext))
    }

    @Test("two seals of one text differ, for the nonce is random")
    func freshNonce() throws {
        #expect(try sealed() != sealed())
    }

    @Test("a message with any one bit flipped does not open")
    func flippedBits() throws {
        let sealed = try sealed()
        for bit in 0..<(sealed.count * 8) {
            var changed = sealed
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: CryptographyError.notAuthentic) {
                try AES256GCM.open(changed, key: key, associatedData: [1, 2])
            }
        }
    }

    @Test("other associated data does not open it", arguments: [[], [1], [1, 2, 0], [2, 1]] as [[UInt8]])
    func otherData(data: [UInt8]) throws {
        let sealed = try sealed()
        #expect(throws: CryptographyError.notAuthentic) { try AES256GCM.open(sealed, key: key, associatedData: data) }
    }

    @Test("another key does not open it")
    func otherKey() throws {
        let sealed = try sealed()
        #expect(throws: CryptographyError.notAuthentic) {
            try AES256GCM.open(sealed, key: SHA256.digest(of: [2]), associatedData: [1, 2])
        }
    }

    @Test("what is too short for nonce and tag is malformed", arguments: [0, 12, 27])
    func tooShort(count: Int) {
        #expect(throws: CryptographyError.malformed("a sealed message has at least 28 bytes")) {
            try AES256GCM.open([UInt8](repeating: 0, count: count), key: key, associatedData: [])
        }
    }

    @Test("a key of another length is refused", arguments: [0, 16, 31, 33])
    func badKey(count: Int) {
        #expect(throws: CryptographyError.invalidLength("AES-256-GCM takes a key of 32 bytes and a nonce of 12")) {
            try AES256GCM.seal(
                text, key: [UInt8](repeating: 1, count: count), associatedData: [], using: SystemRandom())
        }
    }

    @Test("nothing is sealed without randomness")
    func noEntropy() {
        #expect(throws: CryptographyError.openSSL(operation: "RAND_bytes", reason: "no entropy")) {
            try AES256GCM.seal(text, key: key, associatedData: [], using: BrokenRandom())
        }
    }

    @Test("nothing is sealed with a nonce that came up short")
    func shortNonce() {
        #expect(throws: CryptographyError.invalidLength("AES-256-GCM takes a key of 32 bytes and a nonce of 12")) {
            try AES256GCM.seal(text, key: key, associatedData: [], using: FixedRandom(source: [1, 2, 3]))
        }
    }
}

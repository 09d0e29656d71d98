import Cryptography
import Testing

@Suite("random bytes and comparison")
struct PrimitiveTests {
    @Test("as many random bytes come as were asked for", arguments: [0, 1, 32, 10_000])
    func randomCount(count: Int) throws {
        #expect(try SystemRandom().bytes(count).count == count)
    }

    @Test("random bytes do not come twice")
    func randomDiffers() throws {
        #expect(try SystemRandom().bytes(32) != SystemRandom().bytes(32))
    }

    @Test("a count that OpenSSL cannot take is an error", arguments: [-1, Int(Int32.max) + 1])
    func randomRefusal(count: Int) {
        #expect(throws: CryptographyError.invalidLength("\(count) random bytes were asked for")) {
            try SystemRandom().bytes(count)
        }
    }

    @Test("equal bytes compare equal", arguments: [[], [0], [1, 2, 3]] as [[UInt8]])
    func equal(bytes: [UInt8]) {
        #expect(ConstantTime.equal(bytes, Array(bytes)))
    }

    @Test(
        "bytes that differ in one place or in length compare unequal",
        arguments: [([1, 2, 3], [1, 2, 4]), ([1, 2], [1, 2, 0]), ([], [0]), ([0, 1], [1, 1])] as [([UInt8], [UInt8])])
    func unequal(left: [UInt8], right: [UInt8]) {
        #expect(!ConstantTime.equal(left, right))
    }

    @Test("two spellings of one accented letter are different texts")
    func spellings() {
        #expect(!ConstantTime.equal("\u{E9}", "e\u{301}"))
    }
}

import Cryptography
import Testing

struct RFC5869Case: Sendable, CustomTestStringConvertible {
    let number: Int
    let secret: [UInt8]
    let salt: [UInt8]
    let info: [UInt8]
    let pseudorandomKey: String
    let output: String

    var testDescription: String { "A.\(number)" }

    static let all = [
        RFC5869Case(
            number: 1, secret: [UInt8](repeating: 0x0B, count: 22), salt: Array(0x00...0x0C), info: Array(0xF0...0xF9),
            pseudorandomKey: "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
            output: "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
        RFC5869Case(
            number: 2, secret: Array(0x00...0x4F), salt: Array(0x60...0xAF), info: Array(0xB0...0xFF),
            pseudorandomKey: "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
            output: "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                + "cc30c58179ec3e87c14c01d5c1f3434f1d87"),
        RFC5869Case(
            number: 3, secret: [UInt8](repeating: 0x0B, count: 22), salt: [], info: [],
            pseudorandomKey: "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
            output: "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
    ]
}

@Suite("HKDF-SHA256")
struct HKDFTests {
    @Test("extracts the keys of RFC 5869, appendix A", arguments: RFC5869Case.all)
    func extract(_ vector: RFC5869Case) throws {
        #expect(try HKDF.extract(from: vector.secret, salt: vector.salt) == hex(vector.pseudorandomKey))
    }

    @Test("expands the keys of RFC 5869, appendix A", arguments: RFC5869Case.all)
    func expand(_ vector: RFC5869Case) throws {
        let output = hex(vector.output)
        #expect(try HKDF.expand(hex(vector.pseudorandomKey), info: vector.info, count: output.count) == output)
    }

    @Test("derives by extracting, then expanding", arguments: RFC5869Case.all)
    func derive(_ vector: RFC5869Case) throws {
        let output = hex(vector.output)
        let derived = try HKDF.derive(output.count, from: vector.secret, salt: vector.salt, info: vector.info)
        #expect(derived == output)
    }

    @Test("gives up to 255 blocks")
    func longest() throws {
        #expect(try HKDF.expand([1], info: [], count: HKDF.maximumByteCount).count == 8160)
    }

    @Test("refuses lengths that RFC 5869 does not allow", arguments: [-1, HKDF.maximumByteCount + 1])
    func badLength(count: Int) {
        #expect(throws: CryptographyError.invalidLength("HKDF cannot derive \(count) bytes")) {
            try HKDF.expand([1], info: [], count: count)
        }
    }
}

import Cryptography
import Recoveries

/// Signs as Stripe does.
struct Signer {
    static let now = Instant(seconds: 1_700_000_000)

    var secret = "whsec_test"
    var time = Signer.now.seconds

    func signature(_ payload: [UInt8]) throws -> String {
        let code = try HMACSHA256.code(for: Array("\(time).".utf8) + payload, key: Array(secret.utf8))
        return Hexadecimal.encode(code)
    }

    func header(_ payload: [UInt8]) throws -> String {
        "t=\(time),v1=\(try signature(payload))"
    }
}

import Cryptography
import Foundation
import Recoveries
import Stripe
import Testing

/// Python's `stripe` where the tests' environment has it, else Python's own `hmac`.
@Suite("another's signatures")
struct SignatureOracleTests {
    static let script = """
        import hashlib, hmac, sys
        payload, secret, time = sys.argv[1].encode(), sys.argv[2], sys.argv[3]
        try:
            from stripe import WebhookSignature
            sign = lambda: WebhookSignature._compute_signature(f"{time}.{sys.argv[1]}", secret)
        except ImportError:
            sign = lambda: hmac.new(secret.encode(), time.encode() + b"." + payload, hashlib.sha256).hexdigest()
        print(f"t={time},v1={sign()}", end="")
        """

    func sign(_ payload: String, _ secret: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: Python.path)
        process.arguments = ["-c", Self.script, payload, secret, "1700000000"]
        process.environment = ["PYTHONUTF8": "1"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let header = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: header, as: UTF8.self)
    }

    @Test(
        "Python's signature is accepted, and only for what it signed", .enabled(if: !Python.path.isEmpty),
        arguments: ["{}", #"{"name": "支払い 💳"}"#, "a\nb", ""], ["whsec_1", "whsec_" + String(repeating: "k", count: 99)])
    func accepted(payload: String, secret: String) throws {
        let header = try sign(payload, secret)
        let body = Array(payload.utf8)
        try WebhookSignature.verify(payload: body, header: header, secrets: [Secret(secret)], now: Signer.now)
        #expect(throws: WebhookRefusal.noMatch) {
            try WebhookSignature.verify(payload: body + [0], header: header, secrets: [Secret(secret)], now: Signer.now)
        }
    }
}

import Cryptography
import Foundation

/// The checkout as the demonstration uses it: stand-ins in `Tests/Peers/python`, everything else in `.demo`.
struct DemoFolder: Sendable {
    /// `.demo` of the checkout.
    let path: String

    /// Finds the folder that `make run` prepares.
    ///
    /// - Throws: ``Complaint`` when it is not there.
    init() throws(Complaint) {
        guard let path = Surrounding.folder(".demo"),
            FileManager.default.isExecutableFile(atPath: "\(path)/venv/bin/python")
        else {
            throw Complaint(
                "The demonstration's mailbox and Stripe stand-in are not installed. Run `make run` in Latchkey's checkout."
            )
        }
        self.path = path
    }

    /// The Python of the stand-ins.
    var python: String { "\(path)/venv/bin/python" }

    /// The database of the demonstration.
    var database: String { "\(path)/latchkey.sqlite" }

    /// A stand-in's script.
    func script(_ name: String) -> String { "\(path)/../Tests/Peers/python/\(name)" }

    /// The secrets of the demonstration, made at its first start, so that links of an earlier start stay valid.
    func secrets() throws -> DemoSecrets {
        let file = "\(path)/secrets.json"
        if let data = FileManager.default.contents(atPath: file),
            let kept = try? JSONDecoder().decode(DemoSecrets.self, from: data)
        {
            return kept
        }
        let made = try DemoSecrets.generate()
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard
            FileManager.default.createFile(
                atPath: file, contents: try JSONEncoder().encode(made), attributes: attributes)
        else { throw Complaint("\(file) cannot be written.") }
        return made
    }
}

/// Secrets that guard nothing but the demonstration.
struct DemoSecrets: Codable, Sendable {
    let masterKey: String
    let apiKey: String
    let webhookSecret: String

    static func generate() throws -> DemoSecrets {
        let random = SystemRandom()
        return DemoSecrets(
            masterKey: try MasterKey.generate(using: random).base64().reveal(),
            apiKey: "lk_demo_" + Base64URL.encode(try random.bytes(32)),
            webhookSecret: "whsec_" + Base64URL.encode(try random.bytes(32)))
    }
}

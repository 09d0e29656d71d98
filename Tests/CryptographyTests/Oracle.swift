import Cryptography
import Foundation

/// PyPI's `cryptography`, asked once with a batch of questions.
struct Oracle: Sendable {
    struct Question: Codable, Sendable {
        var key, message, salt, info, nonce, data, sealed, master, id: [UInt8]
        var count: Int
    }

    struct Answer: Codable, Sendable {
        let hmac, hkdf, opened, sealed: [UInt8]
        let token: String
        let box: [UInt8]
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let questions: [Question]
    let answers: [Answer]

    /// The Python that has `cryptography`; nil when there is none.
    static let python: [String]? = candidates.first {
        (try? run($0 + ["-c", "import cryptography"], input: Data())) != nil
    }

    /// 200 random questions and their answers; the process runs once for all tests.
    static let shared = Result { try Oracle(count: 200) }

    private init(count: Int) throws {
        guard let python = Oracle.python else { throw Failure(description: "no Python with `cryptography`") }
        questions = try (0..<count).map { try Oracle.question($0) }
        let output = try Oracle.run(python + ["-c", Oracle.script], input: JSONEncoder().encode(questions))
        answers = try JSONDecoder().decode([Answer].self, from: output)
    }

    private static var candidates: [[String]] {
        let checkout = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["LATCHKEY_PYTHON"].map { [[$0]] } ?? []
        return named + [[checkout.appending(path: ".test/venv/bin/python").path], ["python3"]]
    }

    private static func question(_ number: Int) throws -> Question {
        let random = SystemRandom()
        let key = try random.bytes(32)
        let message = try random.bytes(number * 3)
        let data = try random.bytes(number % 50)
        return Question(
            key: key, message: message, salt: try random.bytes(number % 80), info: try random.bytes(number % 90),
            nonce: try random.bytes(12), data: data,
            sealed: try AES256GCM.seal(message, key: key, associatedData: data, using: random),
            master: try random.bytes(32), id: try random.bytes(16), count: 1 + number * 40)
    }

    /// Runs a command with `input`; files, not pipes, so that neither side can wait for the other.
    private static func run(_ command: [String], input: Data) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (stdin, stdout) = (folder.appending(path: "in"), folder.appending(path: "out"))
        try input.write(to: stdin)
        try Data().write(to: stdout)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "60"] + command
        process.standardInput = try FileHandle(forReadingFrom: stdin)
        process.standardOutput = try FileHandle(forWritingTo: stdout)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(command[0]) ended with \(process.terminationStatus)")
        }
        return try Data(contentsOf: stdout)
    }
}

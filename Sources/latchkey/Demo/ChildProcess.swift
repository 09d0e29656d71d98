import Foundation

/// A process that lives no longer than the value that stands for it.
///
/// It watches its standard input, a pipe that this process holds open, and ends with it even when this one is killed.
final class ChildProcess: Sendable {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Starts a script; what it complains about is shown.
    init(_ executable: String, _ arguments: [String]) throws {
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    /// The one line of JSON that a stand-in prints when it is ready.
    ///
    /// - Throws: ``Complaint`` when the process ended instead.
    func announcement<Facts: Decodable & Sendable>(_ type: Facts.Type) async throws -> Facts {
        let reader = output.fileHandleForReading
        let line = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Self.line(from: reader)) }
        }
        guard let facts = try? JSONDecoder().decode(type, from: line) else {
            let script = process.arguments?.first.map { URL(filePath: $0).lastPathComponent } ?? "A stand-in"
            throw Complaint("\(script) ended before it was ready. Run `make run`, which installs what it needs.")
        }
        return facts
    }

    /// Asks the process to end.
    func stop() {
        if process.isRunning { process.terminate() }
    }

    deinit {
        stop()
    }

    private static func line(from reader: FileHandle) -> Data {
        var line = Data()
        while let byte = try? reader.read(upToCount: 1), let first = byte.first, first != UInt8(ascii: "\n") {
            line.append(first)
        }
        return line
    }
}

public import Foundation

/// A process that lives no longer than the value that stands for it.
///
/// Its standard input is a pipe that this process holds open: a stand-in that watches it ends even when the tests are
/// killed.
public final class ChildProcess: Sendable {
    private let process: Process
    private let input = Pipe()
    private let output = Pipe()

    /// Starts `executable`; its standard error is shown with the tests' own.
    ///
    /// - Throws: `PeerFault` when the executable is missing or cannot be run.
    public init(_ executable: URL, arguments: [String] = []) throws {
        process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        do {
            try process.run()
        } catch {
            throw PeerFault("\(executable.path) cannot be run (\(error)); `make test` installs what the tests need")
        }
    }

    /// The process's id.
    public var id: Int32 { process.processIdentifier }

    /// The first line that the process prints on standard output, or what it printed before it ended.
    public func firstLine() async -> Data {
        let reader = output.fileHandleForReading
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Self.line(from: reader)) }
        }
    }

    /// Asks the process to end.
    public func stop() {
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

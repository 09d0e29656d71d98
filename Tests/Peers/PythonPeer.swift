import Foundation

/// A stand-in written in Python: one script of `Tests/Peers/python`, run by the tests' virtual environment.
public struct PythonPeer: Sendable {
    /// The running script; it is stopped when the last copy of this value is gone.
    public let process: ChildProcess

    /// What the script said of itself in the one line that it prints when it is ready.
    private let announcement: Data

    /// Starts a script and waits until it is ready.
    ///
    /// - Throws: `PeerFault` when Python or a package is missing, or when the script ends instead of becoming ready.
    public init(_ script: String, arguments: [String] = []) async throws {
        process = try ChildProcess(Checkout.python, arguments: [Checkout.script(script).path] + arguments)
        announcement = await process.firstLine()
        if announcement.isEmpty {
            throw PeerFault("\(script) ended before it was ready; what it said stands above")
        }
    }

    func announced<Facts: Decodable>(as type: Facts.Type) throws -> Facts {
        try JSONDecoder().decode(type, from: announcement)
    }
}

import Foundation
import Peers

/// A Python server of `peers/` that reports, line by line, what it sees.
final class FaultyPeer: Sendable {
    let port: Int
    /// The PEM file of the authority that signed the server's certificate, or the sink's folder.
    let file: String?
    private let log: PeerLog
    private let process: ChildScript

    private init(process: ChildScript, log: PeerLog, port: Int, file: String?) {
        self.process = process
        self.log = log
        self.port = port
        self.file = file
    }

    /// Runs `body` against a server and ends the server afterwards.
    static func running<Result>(
        _ script: String, _ settings: PeerSettings = PeerSettings(), _ body: (FaultyPeer) async throws -> Result
    ) async throws -> Result {
        let peer = try await start(script, settings)
        defer { peer.process.terminate() }
        return try await body(peer)
    }

    private static func start(_ script: String, _ settings: PeerSettings) async throws -> FaultyPeer {
        let script = Checkout.root.appending(path: "Tests/TransportTests/peers").appending(path: script)
        let settings = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
        let log = PeerLog()
        let process = try ChildScript([Checkout.python.path, "-Wignore", script.path, settings]) { log.take($0) }
        let listening = try await log.first { $0.event == "listening" }
        let authority = log.events.first { $0.event == "authority" }
        return FaultyPeer(
            process: process, log: log, port: listening.port ?? 0, file: listening.file ?? authority?.file)
    }

    /// Waits for the first event that fits.
    func first(where fits: @escaping @Sendable (PeerEvent) -> Bool) async throws -> PeerEvent {
        try await log.first(where: fits)
    }

    /// Waits until the server has reached `step` of its script.
    func reached(_ step: String) async throws {
        _ = try await first { $0.event == "step" && $0.name == step }
    }

    /// Ends the server and returns all that it reported.
    func ended() async throws -> [PeerEvent] {
        process.terminate()
        return await log.all()
    }
}

public import Foundation

/// A mail server on loopback that keeps what it receives and fails when it is told to.
public struct Mailbox: Sendable {
    /// How the server treats TLS.
    public enum TLS: String, Sendable {
        /// STARTTLS is demanded before anything else.
        case starttls
        /// TLS from the first byte.
        case implicit
    }

    /// A place in the SMTP dialogue where something can go wrong.
    public enum Place: String, Encodable, Sendable {
        case connect, helo, mail, rcpt, data
        /// After the whole message.
        case dot
    }

    /// The port that speaks SMTP.
    public let port: Int

    /// The PEM file to trust when the server speaks TLS.
    public let certificate: URL?

    private let peer: PythonPeer
    private let client: LoopbackClient

    private struct Facts: Decodable {
        let smtp: Int
        let url: URL
        let certificate: String?
    }

    /// Starts a server on a free port of 127.0.0.1.
    ///
    /// - Parameters:
    ///   - tls: none, unless said; the certificate is made for `localhost` and 127.0.0.1.
    ///   - login: `user:password` that the server demands.
    public init(tls: TLS? = nil, login: String? = nil) async throws {
        let options = (tls.map { ["--tls", $0.rawValue] } ?? []) + (login.map { ["--auth", $0] } ?? [])
        peer = try await PythonPeer("mailbox.py", arguments: options)
        let facts = try peer.announced(as: Facts.self)
        port = facts.smtp
        certificate = facts.certificate.map { URL(filePath: $0) }
        client = LoopbackClient(base: facts.url)
    }

    /// The mails received so far, oldest first.
    public func mails() async throws -> [ReceivedMail] {
        try await client.get("/messages", as: Listed.self).data
    }

    /// The mails received, as soon as there are `count`, or when `timeout` seconds are over.
    public func mails(atLeast count: Int, timeout: Int = 30) async throws -> [ReceivedMail] {
        try await client.get("/messages/wait?count=\(count)&timeout=\(timeout)", as: Listed.self).data
    }

    /// Answers with `reply` at `place`, the next `times` times; 0 means always.
    public func answer(_ reply: String, at place: Place, times: Int = 1) async throws {
        try await client.post("/faults", json: Fault(at: place, times: times, reply: reply))
    }

    /// Closes the connection at `place`, the next `times` times, without a reply.
    public func drop(at place: Place, times: Int = 1) async throws {
        try await client.post("/faults", json: Fault(at: place, times: times, drop: true))
    }

    /// Keeps every client waiting at `place` until `heal()`.
    public func hold(at place: Place) async throws {
        try await client.post("/faults", json: Fault(at: place, times: 0, hold: true))
    }

    /// Returns as soon as `count` clients are kept waiting.
    public func held(atLeast count: Int = 1) async throws -> Int {
        try await client.get("/faults?held=\(count)", as: Held.self).held
    }

    /// Nothing goes wrong any more; clients that wait get their answer.
    public func heal() async throws {
        try await client.delete("/faults")
    }

    private struct Listed: Decodable { let data: [ReceivedMail] }
    private struct Held: Decodable { let held: Int }

    private struct Fault: Encodable {
        var at: Place
        var times: Int
        var reply: String?
        var drop: Bool?
        var hold: Bool?
    }
}

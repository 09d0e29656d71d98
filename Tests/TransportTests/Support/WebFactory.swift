import Transport

/// Requests as the tests need them.
enum WebFactory {
    static func request(
        _ peer: FaultyPeer, _ path: String, _ method: OutboundRequest.Method = .get, body: String = "",
        timeout: Duration = .seconds(20)
    ) -> OutboundRequest {
        OutboundRequest(
            method, "http://127.0.0.1:\(peer.port)\(path)", body: Array(body.utf8), timeout: timeout,
            allowsPlainHTTP: true)
    }

    static func secure(_ peer: FaultyPeer, host: String = "127.0.0.1", authority: String? = nil) -> OutboundRequest {
        OutboundRequest(
            .get, "https://\(host):\(peer.port)/hello", timeout: .seconds(20), certificateAuthority: authority)
    }
}

extension HTTPEngine {
    /// Runs `body` with an engine and shuts it down afterwards.
    static func running<Result>(_ body: (HTTPEngine) async throws -> Result) async throws -> Result {
        let engine = HTTPEngine()
        do {
            let result = try await body(engine)
            await engine.shutdown()
            return result
        } catch {
            await engine.shutdown()
            throw error
        }
    }

    /// The fault that a request meets; nil if a response comes.
    func fault(_ request: OutboundRequest) async -> TransportFault? {
        await MailFactory.fault { () async throws(TransportFault) in try await self.send(request) }
    }
}

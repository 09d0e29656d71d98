import Testing
import Transport

@Suite("HTTP requests that fail", .timeLimit(.minutes(5)))
struct HTTPFaultTests {
    @Test("a mute server is a timeout whose outcome is unknown")
    func mute() async throws {
        let fault = try #require(try await fault("/mute", timeout: .seconds(1)))
        #expect(fault.stage == .request && fault.kind == .timeout && fault.outcomeIsUnknown)
    }

    @Test("a response that stalls is a timeout in the response")
    func stall() async throws {
        let fault = try #require(try await fault("/stall", timeout: .seconds(1)))
        #expect(fault.stage == .response && fault.kind == .timeout)
    }

    @Test("a connection that ends without a response is a drop")
    func drop() async throws {
        let fault = try #require(try await fault("/drop"))
        #expect(fault.stage == .request && fault.kind == .dropped && fault.outcomeIsUnknown)
    }

    @Test("half a body is a drop, not a response")
    func cut() async throws {
        let fault = try #require(try await fault("/cut"))
        #expect(fault.stage == .response && fault.kind == .dropped)
    }

    @Test("a body or a header section over the limit is refused", arguments: ["/large", "/headers"])
    func tooLarge(_ path: String) async throws {
        #expect(try await fault(path, limit: 1999)?.kind == .tooLarge)
    }

    @Test("a body of exactly the limit is fine")
    func limit() async throws {
        #expect(try await fault("/large", limit: 2000) == nil)
    }

    @Test("a refused port is never reached")
    func refused() async throws {
        let request = try await FaultyPeer.running("web_peer.py") { peer in
            _ = try await peer.ended()
            return WebFactory.request(peer, "/hello")
        }
        let fault = try await HTTPEngine.running { await $0.fault(request) }
        #expect(fault?.stage == .connect && fault?.kind == .refused && fault?.outcomeIsUnknown == false)
    }

    @Test("a name without an address is not resolved")
    func unresolved() async throws {
        let fault = try await HTTPEngine.running { await $0.fault(OutboundRequest(.get, "https://nobody.invalid/")) }
        #expect(fault?.stage == .resolve && fault?.kind == .notResolved)
    }

    @Test("neither an unknown authority nor another name is trusted", arguments: [true, false])
    func untrusted(_ isOtherName: Bool) async throws {
        let settings = PeerSettings(security: "tls", name: isOtherName ? "other.example" : "127.0.0.1")
        try await FaultyPeer.running("web_peer.py", settings) { peer in
            let request = WebFactory.secure(peer, authority: isOtherName ? peer.file : nil)
            let fault = try await HTTPEngine.running { await $0.fault(request) }
            #expect(fault?.stage == .tls && fault?.kind == .untrustedCertificate)
            #expect(try await peer.ended().count(of: "request") == 0)
        }
    }

    @Test("a cancelled request ends at once, and the engine goes on")
    func cancel() async throws {
        try await FaultyPeer.running("web_peer.py") { peer in
            try await HTTPEngine.running { engine in
                let mute = Task { await engine.fault(WebFactory.request(peer, "/mute")) }
                _ = try await peer.first { $0.path == "/mute" }
                mute.cancel()
                #expect(await mute.value?.kind == .cancelled)
                #expect(await engine.fault(WebFactory.request(peer, "/hello")) == nil)
            }
        }
    }

    @Test("a request of a cancelled task is not sent")
    func cancelledBefore() async throws {
        try await FaultyPeer.running("web_peer.py") { peer in
            try await HTTPEngine.running { engine in
                let task = Task {
                    withUnsafeCurrentTask { $0?.cancel() }
                    return await engine.fault(WebFactory.request(peer, "/hello"))
                }
                #expect(await task.value?.stage == .queue)
            }
            #expect(try await peer.ended().count(of: "request") == 0)
        }
    }

    @Test("shutting down fails what is under way and refuses what comes")
    func shutdown() async throws {
        try await FaultyPeer.running("web_peer.py") { peer in
            let engine = HTTPEngine()
            let mute = Task { await engine.fault(WebFactory.request(peer, "/mute")) }
            _ = try await peer.first { $0.path == "/mute" }
            await engine.shutdown()
            #expect(await mute.value?.kind == .shutDown)
            #expect(await engine.fault(WebFactory.request(peer, "/hello"))?.kind == .shutDown)
            await engine.shutdown()
        }
    }

    private func fault(_ path: String, timeout: Duration = .seconds(20), limit: Int = 1 << 20) async throws
        -> TransportFault?
    {
        try await FaultyPeer.running("web_peer.py") { peer in
            var request = WebFactory.request(peer, path, timeout: timeout)
            request.responseLimit = limit
            let asked = request
            return try await HTTPEngine.running { await $0.fault(asked) }
        }
    }
}

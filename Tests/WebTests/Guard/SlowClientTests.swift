import Foundation
import NIOCore
import Testing

@testable import Web

@Suite("Clients that take their time", .timeLimit(.minutes(5)))
struct SlowClientTests {
    /// A second for everything; whoever listens gives up after ten.
    private static let hasty = {
        var settings = GuardSettings()
        (settings.deadlines.head, settings.deadlines.request) = (.seconds(1), .seconds(1))
        settings.deadlines.idle = .seconds(1)
        return settings
    }()

    static let unfinished = [
        "", "GET /healthz HTTP/1.1\r\nHost:", "\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx",
        "POST /stripe/webhooks/default HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx",
        "POST /nowhere HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /",
    ]

    @Test("are cut, wherever they stop: before a request, in its head, in its body, after it", arguments: unfinished)
    func cut(_ text: String) async throws {
        try await Site.serving(guarding: Self.hasty) { site in
            let start = ContinuousClock.now
            _ = try? await Wire.exchange(Array(text.utf8), port: site.port)
            let elapsed = ContinuousClock.now - start
            #expect(elapsed < .seconds(8))
            let after = try await site.send("GET", "/healthz")
            #expect(after.status == 200)
        }
    }

    @Test("are cut in a later request's head, however long the connection may rest before it")
    func laterHead() async throws {
        var settings = Self.hasty
        settings.deadlines.idle = .seconds(600)
        try await Site.serving(guarding: settings) { site in
            let start = ContinuousClock.now
            let request = Array("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
            let reply = try await Wire.exchange(request, port: site.port, then: Array("GET /".utf8))
            let elapsed = ContinuousClock.now - start
            #expect(reply.status == 200)
            #expect(elapsed < .seconds(8))
        }
    }

    @Test("what was answered before is read before the cut")
    func answeredFirst() async throws {
        try await Site.serving(guarding: Self.hasty) { site in
            let reply = try await Wire.exchange(
                Array("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".utf8), port: site.port)
            #expect(reply.status == 200)
        }
    }

    @Test("an answer that nobody reads is taken back, and what the system keeps of it is little")
    func unread() async throws {
        var settings = Self.hasty
        settings.deadlines.idle = .seconds(600)
        try await Site.serving(guarding: settings) { site in
            let style = try #require(try await site.send("GET", "/l/x").text.firstMatch(of: /href="([^"]+css)"/)).output
                .1
            let request = "GET \(style) HTTP/1.1\r\nHost: a\r\n\r\n"
            let requests = Array(String(repeating: request, count: 60).utf8)
            #expect(try await Wire.isReset(leavingUnread: requests, port: site.port, within: 9))
        }
    }

    @Test("so many connections come in from an address; proxies and this machine are not counted")
    func connections() throws {
        var settings = GuardSettings()
        settings.connectionsPerAddress = 2
        settings.trustedProxies = [try AddressBlock("10.0.0.0/8")]
        let gate = ConnectionGate(settings, logger: LogRecorder().logger)
        let (one, twin) = (try #require(IPAddress("2001:db8::1")), try #require(IPAddress("2001:db8::2")))
        #expect([gate.admit(one), gate.admit(twin), gate.admit(one)] == [true, true, false])
        #expect(gate.admit(IPAddress("192.0.2.1")))
        gate.leave(twin)
        #expect([gate.admit(one), gate.admit(twin)] == [true, false])
        for uncounted in ["127.0.0.1", "::1", "10.1.1.1"] {
            #expect((0..<5).allSatisfy { _ in gate.admit(IPAddress(uncounted)) })
        }
    }

    @Test("the log tells of cuts once a minute, with their number")
    func told() {
        let log = LogRecorder()
        let gate = ConnectionGate(GuardSettings(), logger: log.logger)
        let start = NIODeadline.uptimeNanoseconds(1)
        for second in 0..<100 { gate.noteCut(now: start + .seconds(Int64(second))) }
        #expect(log.lines.count == 2)
        #expect(log.lines.last?.contains(#""count": 60"#) == true)
    }
}

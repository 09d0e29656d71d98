import Foundation
import Testing
import Transport

@Suite("HTTP requests", .timeLimit(.minutes(5)))
struct HTTPExchangeTests {
    private struct Echo: Decodable {
        let method: String
        let headers: [String: String]
        let body: String
    }

    @Test("a GET brings status, headers in any case, and body")
    func get() async throws {
        let response = try await answer("/echo")
        #expect(response.status == 200)
        #expect(response.header("Content-Type") == "application/json")
        #expect(response.header("x-peer") == "spaced")
        #expect(response.header("x-none") == nil)
        #expect(try echo(response).method == "GET")
    }

    @Test("method and body arrive", arguments: [OutboundRequest.Method.post, .put, .patch, .delete])
    func body(_ method: OutboundRequest.Method) async throws {
        let said = try echo(try await answer("/echo", method, body: "amount=1099\u{0}é"))
        #expect(said.method == method.rawValue)
        #expect(said.body == "amount=1099\u{0}é")
    }

    @Test("a POST without content has length 0 and no invented type")
    func emptyPost() async throws {
        let said = try echo(try await answer("/echo", .post))
        #expect(said.headers["content-length"] == "0")
        #expect(said.headers["content-type"] == nil && said.headers["expect"] == nil)
    }

    @Test("a HEAD has headers and no body")
    func head() async throws {
        let response = try await answer("/hello", .head)
        #expect(response.status == 200 && response.body.isEmpty)
    }

    @Test("headers arrive as given, empty ones too")
    func headers() async throws {
        try await FaultyPeer.running("web_peer.py") { peer in
            var request = WebFactory.request(peer, "/echo")
            request.headers = [("Authorization", "Bearer abc"), ("X-Empty", ""), ("User-Agent", "me")]
            let asked = request
            let said = try echo(try await HTTPEngine.running { try await $0.send(asked) })
            #expect(said.headers["authorization"] == "Bearer abc")
            #expect(said.headers["x-empty"]?.isEmpty == true)
            #expect(said.headers["user-agent"] == "me")
        }
    }

    @Test("a redirect is not followed")
    func redirect() async throws {
        let response = try await answer("/redirect")
        #expect(response.status == 302 && response.header("location") == "/echo")
    }

    @Test("an error status is a response, with its headers")
    func refusal() async throws {
        let response = try await answer("/refuse")
        #expect(response.status == 429 && response.header("retry-after") == "7" && response.body == Array("later".utf8))
    }

    @Test("an interim response is passed over")
    func early() async throws {
        let response = try await answer("/early")
        #expect(response.status == 200 && response.header("x-early") == nil)
    }

    @Test("requests one after another share a connection")
    func reuse() async throws {
        try await FaultyPeer.running("web_peer.py") { peer in
            try await HTTPEngine.running { engine in
                for _ in 1...20 { _ = try await engine.send(WebFactory.request(peer, "/hello")) }
            }
            let events = try await peer.ended()
            #expect(events.count(of: "connection") == 1 && events.count(of: "request") == 20)
        }
    }

    @Test("100 requests at once each get their own answer, over at most 32 connections")
    func concurrent() async throws {
        try await FaultyPeer.running("web_peer.py") { peer in
            let bodies = try await HTTPEngine.running { engine in
                try await withThrowingTaskGroup { group in
                    for number in 1...100 {
                        group.addTask {
                            let response = try await engine.send(WebFactory.request(peer, "/n/\(number)"))
                            #expect(response.body == Array("/n/\(number)".utf8))
                            return response.body
                        }
                    }
                    return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
                }
            }
            #expect(bodies.count == 100)
            #expect(try await peer.ended().count(of: "connection") <= 32)
        }
    }

    @Test("https with an authority of one's own")
    func secure() async throws {
        try await FaultyPeer.running("web_peer.py", PeerSettings(security: "tls")) { peer in
            let response = try await HTTPEngine.running {
                try await $0.send(WebFactory.secure(peer, authority: peer.file))
            }
            #expect(response.body == Array("/hello".utf8))
        }
    }

    private func answer(_ path: String, _ method: OutboundRequest.Method = .get, body: String = "") async throws
        -> OutboundResponse
    {
        try await FaultyPeer.running("web_peer.py") { peer in
            try await HTTPEngine.running {
                try await $0.send(WebFactory.request(peer, path, method, body: body))
            }
        }
    }

    private func echo(_ response: OutboundResponse) throws -> Echo {
        try JSONDecoder().decode(Echo.self, from: Data(response.body))
    }
}

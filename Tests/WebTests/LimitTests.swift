import Recoveries
import Testing

@Suite("What a request may cost", .timeLimit(.minutes(5)))
struct LimitTests {
    private static let big = String(repeating: "x", count: 64 * 1024 + 1)
    static let paths = [
        "/v1/recoveries", "/v1/recoveries/rec_00000000000000000000000000/cancel", "/stripe/webhooks/default",
    ]

    @Test("a body whose length is announced as too large is 413, before it is read", arguments: paths)
    func announced(_ path: String) async throws {
        try await Site.serving { site in
            let head =
                "POST \(path) HTTP/1.1\r\nHost: pay.example\r\nConnection: close\r\nAuthorization: Bearer \(Site.key)\r\n"
                + "Content-Length: 1000000000\r\n\r\n"
            let reply = try await Wire.exchange(Array(head.utf8), port: site.port)
            #expect(reply.status == 413)
            #expect(reply.code == "body_too_large")
        }
    }

    @Test("a body that is one byte too large is 413", arguments: paths)
    func oneTooMany(_ path: String) async throws {
        try await Site.serving { site in
            let reply = try await site.send(
                "POST", path, [("Authorization", "Bearer \(Site.key)")], body: Self.big)
            #expect(reply.status == 413)
            #expect(reply.code == "body_too_large")
        }
    }

    @Test("a body in chunks that turns out too large is 413", arguments: paths)
    func chunked(_ path: String) async throws {
        try await Site.serving { site in
            let reply = try await sendChunked(path, Array(repeating: Self.big, count: 4), site)
            #expect(reply.status == 413)
            #expect(reply.code == "body_too_large")
        }
    }

    @Test("a body in chunks that is small enough is read")
    func smallChunks() async throws {
        try await Site.serving { site in
            site.stripe.setIntent("pi_1", status: "requires_action")
            let chunks = [#"{"payment_intent":"#, #""pi_1","customer":"#, #"{"email":"a@b.example"}}"#]
            let reply = try await sendChunked("/v1/recoveries", chunks, site)
            #expect(reply.status == 201)
        }
    }

    @Test("header fields that are too large end the request, and the server lives on")
    func headers() async throws {
        try await Site.serving { site in
            let large = [("X-Large", String(repeating: "x", count: 20_000))]
            let many = (0..<200).map { ("X-\($0)", "x") }
            for fields in [large, many] {
                let reply = try await site.send("GET", "/healthz", fields)
                #expect(reply.status == 431)
            }
            let after = try await site.send("GET", "/healthz", [("X-Fit", String(repeating: "x", count: 12_000))])
            #expect(after.status == 200)
        }
    }

    @Test("trailers that are too large and chunks that are none are the sender's fault, and no error of ours is logged")
    func brokenBody() async throws {
        let trailers = "0\r\nX-Large: \(String(repeating: "x", count: 20_000))\r\n\r\n"
        try await Site.serving { site in
            let link = try await site.link(to: try await site.open())
            for path in ["/stripe/webhooks/default", "/v1/recoveries", link] {
                for (rest, status) in [(trailers, 431), ("xyz\r\n", 400)] {
                    let reply = try await sendBody("1\r\na\r\n" + rest, to: path, site)
                    #expect(reply.status == status)
                }
            }
            #expect(site.log.lines.filter { $0.hasPrefix("error") || $0.hasPrefix("critical") } == [])
            let after = try await site.send("GET", "/healthz")
            #expect(after.status == 200)
        }
    }

    @Test(
        "bytes that are not HTTP do no harm",
        arguments: [
            "\r\n\r\n\r\n\r\n", "GET\r\n\r\n", "\u{16}\u{3}\u{1}", "GET / HTTP/9.9\r\n\r\n",
            "POST /l/x HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        ])
    func notHTTP(_ text: String) async throws {
        try await Site.serving { site in
            let status = (try? await Wire.exchange(Array(text.utf8), port: site.port, hangsUp: true))?.status ?? 400
            #expect((400..<506).contains(status))
            let after = try await site.send("GET", "/healthz")
            #expect(after.status == 200)
        }
    }

    private func sendChunked(_ path: String, _ chunks: [String], _ site: Site) async throws -> HTTPReply {
        let body = chunks.map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }.joined() + "0\r\n\r\n"
        return try await sendBody(body, to: path, site)
    }

    /// - Parameter body: as it goes over the wire, in chunks.
    private func sendBody(_ body: String, to path: String, _ site: Site) async throws -> HTTPReply {
        let head =
            "POST \(path) HTTP/1.1\r\nHost: pay.example\r\nConnection: close\r\nAuthorization: Bearer \(Site.key)\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
        return try await Wire.exchange(Array((head + body).utf8), port: site.port)
    }
}

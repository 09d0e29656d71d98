import Recoveries
import Testing

@Suite("Who may press a link's button", .timeLimit(.minutes(5)))
struct OriginTests {
    enum Nonce: Sendable, CaseIterable { case none, right, ofAnotherLink, wrong }

    struct Press: Sendable, CustomTestStringConvertible {
        let origin: String?
        let site: String?
        let nonce: Nonce

        var testDescription: String { "Origin: \(origin ?? "-"), Sec-Fetch-Site: \(site ?? "-"), nonce \(nonce)" }

        /// The design's rule, said once more in other words.
        var isOurs: Bool {
            switch (origin, site) {
            case ("https://pay.example", _): true
            case (.some(let other), _) where other != "null": false
            case (_, .some(let site)): site == "same-origin"
            case (_, nil): nonce == .right
            }
        }
    }

    static let presses: [Press] = [nil, "null", "https://pay.example", "https://evil.example", "http://pay.example"]
        .flatMap { (origin: String?) in
            [nil, "same-origin", "same-site", "cross-site", "none"].flatMap { (site: String?) in
                Nonce.allCases.map { Press(origin: origin, site: site, nonce: $0) }
            }
        }

    @Test("every way of saying where a form stood: only our own page's is taken")
    func table() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            let nonces = try await nonces(site, link, other: try await site.link(to: id))
            for press in Self.presses {
                var fields: Site.Fields = [("Content-Type", "application/x-www-form-urlencoded")]
                if let origin = press.origin { fields.append(("Origin", origin)) }
                if let value = press.site { fields.append(("Sec-Fetch-Site", value)) }
                let body = nonces[press.nonce].map { "nonce=\($0)" } ?? ""
                let reply = try await site.send("POST", link, fields, body: body)
                #expect(reply.status == (press.isOurs ? 303 : 403), "\(press.testDescription)")
                #expect((reply["Set-Cookie"] != nil) == press.isOurs)
            }
        }
    }

    private func nonces(_ site: Site, _ link: String, other: String) async throws -> [Nonce: String] {
        let right = try await nonce(site, link)
        return [.right: right, .ofAnotherLink: try await nonce(site, other), .wrong: String(right.reversed())]
    }

    private func nonce(_ site: Site, _ link: String) async throws -> String {
        let page = try await site.send("GET", link).text
        return String(try #require(page.firstMatch(of: /name="nonce" value="([^"]+)"/)?.output.1))
    }
}

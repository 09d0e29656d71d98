import Cryptography
import Recoveries
import Testing

@Suite("Forged links", .timeLimit(.minutes(5)))
struct ForgedTokenTests {
    @Test("each flipped bit, each truncation, each respelling: one 404, one page, and no query")
    func forged() async throws {
        try await Site.serving { site in
            let link = try await site.link(to: try await site.open())
            let token = String(link.dropFirst("/l/".count))
            let forgeries: [String] = try flips(token) + truncations(token) + respellings(token)
            try #require(forgeries.count == 340)
            let before = site.database.count
            var replies: Set<String> = []
            for forgery in forgeries {
                for method in ["GET", "POST"] {
                    let reply = try await site.send(method, "/l/\(forgery)", body: method == "POST" ? "" : nil)
                    #expect(reply.status == 404, "\(method) \(forgery)")
                    let fields = reply.fields.filter { $0.name != "date" }.map { "\($0.name): \($0.value)" }
                    replies.insert(fields.joined(separator: "\n") + reply.text)
                }
            }
            #expect(replies.count == 1)
            #expect(site.database.count == before)
            #expect(try await site.send("GET", link).status == 200)
        }
    }

    @Test("a session's cookie or a form's nonce is no link")
    func otherPurposes() async throws {
        try await Site.serving { site in
            let browser = try await Browser(site)
            let link = try await site.link(to: browser.recovery)
            let page = try await site.send("GET", link).text
            let nonce = try #require(page.firstMatch(of: /name="nonce" value="([^"]+)"/)?.output.1)
            let before = site.database.count
            let cookie = try #require(browser.cookie.split(separator: "=").last)
            for token in [String(cookie), String(nonce), "\(browser.recovery)"] {
                #expect(try await site.send("GET", "/l/\(token)").status == 404)
            }
            #expect(site.database.count == before)
        }
    }

    private func flips(_ token: String) throws -> [String] {
        let bytes = try #require(Base64URL.decode(token))
        return (0..<bytes.count * 8).map { bit in
            var forged = bytes
            forged[bit / 8] ^= 1 << (bit % 8)
            return Base64URL.encode(forged)
        }
    }

    private func truncations(_ token: String) -> [String] {
        (1..<token.count).map { String(token.prefix($0)) }
    }

    /// The last character holds two bits of the token, and four that must be zero.
    private func respellings(_ token: String) throws -> [String] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let last = try #require(token.last.flatMap { alphabet.firstIndex(of: $0) })
        let sloppy = (1..<16).map { String(token.dropLast()) + String(alphabet[last | $0]) }
        let other = [
            token + "=", token + "==", token + "A", "A" + token, token + "%20", token.uppercased(), token + token,
            token + "%00",
        ]
        return sloppy + other
    }
}

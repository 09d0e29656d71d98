import Logging
import Testing

@testable import Web

@Suite("Reports of the content security policy", .timeLimit(.minutes(5)))
struct CSPReportTests {
    static let token = "AQEcanaryTokenOfALink0123456789abcdefghijklmno"
    static let single = """
        {"csp-report":{"document-uri":"https://pay.example/l/\(token)","referrer":"https://pay.example/l/\(token)",\
        "violated-directive":"img-src 'self'","effective-directive":"img-src","original-policy":"default-src 'none'",\
        "blocked-uri":"https://evil.example:8443/l/\(token)?\(token)","source-file":"https://pay.example/\(token)"}}
        """
    static let queued = """
        [{"type":"csp-violation","age":1,"url":"https://pay.example/l/\(token)","user_agent":"x","body":{\
        "documentURL":"https://pay.example/l/\(token)","effectiveDirective":"script-src-elem","blockedURL":"inline",\
        "sample":"\(token)"}},{"type":"deprecation","body":{"id":"x"},"url":"https://pay.example/l/\(token)"}]
        """
    static let line = "A browser says that a page's content security policy stopped something."

    @Test(
        "every way that browsers report is taken with 204, and logged by directive and host alone",
        arguments: [
            ("application/csp-report", single, "img-src", "evil.example"),
            ("application/json", single, "img-src", "evil.example"),
            ("application/reports+json", queued, "script-src-elem", "inline"),
            ("Application/JSON; charset=utf-8", queued, "script-src-elem", "inline"),
        ])
    func taken(_ type: String, _ body: String, _ directive: String, _ blocked: String) async throws {
        try await Site.serving { site in
            let reply = try await site.send("POST", "/csp", [("Content-Type", type)], body: body)
            #expect(reply.status == 204)
            #expect(reply.body.isEmpty)
            let lines = site.log.lines.filter { $0.contains(Self.line) }
            #expect(lines.count == 1)
            #expect(lines.first?.contains("\"directive\": \(directive)") == true)
            #expect(lines.first?.contains("\"blocked\": \(blocked)") == true)
            #expect(!site.log.lines.joined().lowercased().contains("canarytoken"))
        }
    }

    @Test(
        "rubbish is refused for what it is, and not logged",
        arguments: [
            (nil, "{}", 415), ("text/plain", single, 415), ("application/x-www-form-urlencoded", "a=b", 415),
            ("application/csp-report", "", 400), ("application/csp-report", "{", 400), ("application/json", "7", 400),
            ("application/csp-report", queued, 400), ("application/reports+json", single, 400),
            ("application/json", #"{"csp-report":"\#(token)"}"#, 400),
            ("application/json", String(repeating: "[", count: 8000), 400),
            ("application/json", String(repeating: " ", count: 8193), 413),
        ])
    func rubbish(_ type: String?, _ body: String, _ status: Int) async throws {
        try await Site.serving { site in
            let fields = type.map { [("Content-Type", $0)] } ?? []
            let reply = try await site.send("POST", "/csp", fields, body: body)
            #expect(reply.status == status)
            #expect(reply.code != nil)
            #expect(!reply.text.contains(Self.token))
            let logged = site.log.lines.joined()
            #expect(!logged.contains(Self.line) && !logged.contains(Self.token))
        }
    }

    @Test("an empty list, and reports of other sorts, are taken and say nothing")
    func others() async throws {
        try await Site.serving { site in
            for body in ["[]", #"[{"type":"deprecation","body":{"id":"x"}}]"#, #"[{"type":"crash"}]"#] {
                let fields = [("Content-Type", "application/reports+json")]
                let reply = try await site.send("POST", "/csp", fields, body: body)
                #expect(reply.status == 204)
            }
            #expect(!site.log.lines.joined().contains(Self.line))
        }
    }

    @Test("a flood is answered as ever, and writes ten lines")
    func flood() async throws {
        try await Site.serving { site in
            for _ in 0..<30 {
                let fields = [("Content-Type", "application/csp-report")]
                let reply = try await site.send("POST", "/csp", fields, body: Self.single)
                #expect(reply.status == 204)
            }
            #expect(site.log.lines.filter { $0.contains(Self.line) }.count == 10)
        }
    }

    @Test("what is not written is counted, and told of with the next line")
    func budget() {
        var budget = LineBudget(lines: 2, window: .seconds(60))
        let start = ContinuousClock.now
        #expect(budget.spend(at: start) == .write(unwritten: 0))
        #expect(budget.spend(at: start + .seconds(59)) == .write(unwritten: 0))
        for _ in 0..<5 { #expect(budget.spend(at: start + .seconds(59)) == .count) }
        #expect(budget.spend(at: start + .seconds(60)) == .write(unwritten: 5))
        #expect(budget.spend(at: start + .seconds(61)) == .write(unwritten: 0))
        #expect(budget.spend(at: start + .seconds(62)) == .count)
    }

    @Test(
        "of what was blocked only a host or a plain word is kept",
        arguments: [
            ("https://js.stripe.com/v3/?key=\(token)", "js.stripe.com"), ("HTTP://EVIL.example#x", "evil.example"),
            ("https://user:\(token)@evil.example:1/", "evil.example"), ("wss://[::1]:8080/x", "::1"), ("data", "data"),
            ("inline", "inline"), ("trusted-types-policy", "trusted-types-policy"),
            ("chrome-extension", "chrome-extension"),
            (token, "other"), ("https://\(token)_/", "other"), ("https:///l/\(token)", "other"), ("", "other"),
            ("/l/\(token)", "other"), ("https://evil\n.example/", "other"), ("data:\(token)", "other"),
        ])
    func blocked(_ url: String, _ kept: String) {
        #expect(CSPReport(directive: "img-src", blocked: url).blocked == kept)
    }

    @Test("a directive is a word, whatever stands behind it")
    func directive() {
        #expect(
            CSPReport(directive: "script-src 'self' https://x/\(Self.token)", blocked: nil).directive == "script-src")
        for text in [nil, "", "\(Self.token)", "script_src", "x\ny"] {
            #expect(CSPReport(directive: text, blocked: nil) == CSPReport(directive: nil, blocked: nil))
        }
    }
}

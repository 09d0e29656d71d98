import Testing
import Transport

@Suite("Mail that the server refuses", .timeLimit(.minutes(5)))
struct MailRefusalTests {
    struct Step: Sendable, CustomTestStringConvertible {
        let name: String
        let stage: TransportFault.Stage
        var testDescription: String { name }

        static let all = [
            Step(name: "GREETING", stage: .greeting), Step(name: "HELO", stage: .ehlo),
            Step(name: "AUTH", stage: .auth),
            Step(name: "MAIL", stage: .mail), Step(name: "RCPT", stage: .rcpt), Step(name: "DATA", stage: .data),
            Step(name: "DOT", stage: .finalDot),
        ]
    }

    @Test("every command's refusal comes back with its code, stage and words", arguments: Step.all, [451, 554])
    func refusal(_ step: Step, _ code: Int) async throws {
        let fault = try #require(
            try await fault(at: step.name, "\(code)-first\n\(code) \(code / 100).3.2 at \(step.name)"))
        #expect(fault.stage == step.stage)
        #expect(fault.kind == (step.stage == .auth && code == 554 ? .loginDenied : .rejected))
        #expect(fault.reply == SMTPReply(code: code, lines: ["first", "\(code / 100).3.2 at \(step.name)"]))
        #expect(fault.reply?.enhancedStatus == EnhancedStatusCode(code / 100, 3, 2))
        #expect(!fault.outcomeIsUnknown)
    }

    @Test("421 and a closed connection is a refusal at any command", arguments: Step.all)
    func closing(_ step: Step) async throws {
        let fault = try #require(try await fault(at: step.name, "421 4.7.0 come back later"))
        #expect(fault.stage == step.stage)
        #expect(fault.kind == .rejected)
        #expect(fault.reply?.code == 421)
        #expect(!fault.outcomeIsUnknown)
    }

    @Test("an EHLO refused where TLS is required is a refusal at EHLO")
    func ehlo() async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(at: ["EHLO": "502 5.5.1 what"])) { peer in
            let server = try MailFactory.server(peer, .startTLS)
            let fault = try await MailPool.running(server) { await $0.fault() }
            #expect(fault?.stage == .ehlo && fault?.reply?.code == 502)
        }
    }

    @Test("a STARTTLS refused for now is a refusal at STARTTLS")
    func startTLS() async throws {
        let settings = PeerSettings(at: ["STARTTLS": "454 4.7.0 not now"], offers: ["250-STARTTLS"])
        try await FaultyPeer.running("fault_peer.py", settings) { peer in
            let server = try MailFactory.server(peer, .startTLS)
            let fault = try await MailPool.running(server) { await $0.fault() }
            #expect(fault?.stage == .startTLS && fault?.kind == .rejected && fault?.reply?.code == 454)
        }
    }

    @Test("a refusal leaves the pool working")
    func goesOn() async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(at: ["RCPT": "550 5.1.1 who"])) { peer in
            try await MailPool.running(MailFactory.server(peer), connections: 1) { pool in
                for _ in 1...3 { #expect(await pool.fault()?.reply?.enhancedStatus == EnhancedStatusCode(5, 1, 1)) }
            }
        }
    }

    private func fault(at step: String, _ reply: String) async throws -> TransportFault? {
        var at = [step: reply]
        if step == "HELO" { at["EHLO"] = reply }
        let credentials = step == "AUTH" ? MailCredentials(user: "shop", password: "pw") : nil
        let settings = PeerSettings(at: at, offers: ["250-AUTH PLAIN"])
        return try await FaultyPeer.running("fault_peer.py", settings) { peer in
            let server = try MailFactory.server(peer, credentials: credentials)
            return try await MailPool.running(server) { await $0.fault() }
        }
    }
}

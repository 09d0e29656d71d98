import Testing
import Transport

@Suite("Mail to servers that fall silent", .timeLimit(.minutes(5)))
struct MailSilenceTests {
    struct Step: Sendable, CustomTestStringConvertible {
        let name: String
        let stage: TransportFault.Stage
        var testDescription: String { name }

        static let all = [
            Step(name: "GREETING", stage: .greeting), Step(name: "EHLO", stage: .ehlo),
            Step(name: "AUTH", stage: .auth),
            Step(name: "MAIL", stage: .mail), Step(name: "RCPT", stage: .rcpt), Step(name: "DATA", stage: .data),
            Step(name: "DOT", stage: .finalDot),
        ]
    }

    @Test("a mute server is a timeout at the command it does not answer", arguments: Step.all)
    func mute(_ step: Step) async throws {
        let fault = try #require(try await fault(at: step.name, "mute"))
        #expect(fault.stage == step.stage)
        #expect(fault.kind == .timeout)
        #expect(fault.curlCode == 28)
        #expect(fault.reply == nil)
    }

    @Test(
        "a connection that ends is a drop at the command under way",
        // A reset in place of the greeting can overtake the connection itself, and is then a refused one.
        arguments: Step.all.map { ($0, "drop") } + Step.all.dropFirst().map { ($0, "reset") })
    func drop(_ step: Step, _ how: String) async throws {
        let fault = try #require(try await fault(at: step.name, how))
        #expect(fault.stage == step.stage)
        #expect(fault.kind == .dropped)
        #expect(fault.reply == nil)
    }

    @Test("only after the final dot is the outcome unknown", arguments: Step.all, ["mute", "drop"])
    func unknown(_ step: Step, _ how: String) async throws {
        let fault = try #require(try await fault(at: step.name, how))
        #expect(fault.outcomeIsUnknown == (step.stage == .finalDot))
    }

    @Test("a drop in the middle of a large body is a drop before the dot")
    func body() async throws {
        try await FaultyPeer.running("fault_peer.py", PeerSettings(dropsInBody: true)) { peer in
            let text = String(repeating: "a line of some length\r\n", count: 1_000_000)
            let fault = try await MailPool.running(MailFactory.server(peer)) { await $0.fault(text) }
            #expect(fault?.stage == .body && fault?.kind == .dropped && fault?.outcomeIsUnknown == false)
        }
    }

    @Test("a reply in an unknown tongue after the dot leaves the outcome unknown")
    func garbage() async throws {
        let fault = try #require(try await fault(at: "DOT", "drop\u{7}"))
        #expect(fault.stage == .finalDot && fault.outcomeIsUnknown)
    }

    @Test("half a reply before the drop is no reply")
    func halfReply() async throws {
        let fault = try #require(try await fault(at: "RCPT", "550-5.1.1 no such"))
        #expect(fault.stage == .rcpt && fault.reply == nil)
    }

    @Test("a mail that was accepted counts as accepted though the server never answers QUIT")
    func muteQuit() async throws {
        #expect(try await fault(at: "QUIT", "mute") == nil)
    }

    @Test("a refused port is never reached")
    func refused() async throws {
        let server = try await FaultyPeer.running("fault_peer.py") { peer in
            _ = try await peer.ended()
            return try MailFactory.server(peer)
        }
        let fault = try await MailPool.running(server) { await $0.fault() }
        #expect(fault?.stage == .connect && fault?.kind == .refused && fault?.curlCode == 7)
    }

    @Test("a name without an address is not resolved")
    func unresolved() async throws {
        let server = try MailServer(host: "nobody.invalid", port: 25, security: .plain)
        let fault = try await MailPool.running(server) { await $0.fault() }
        #expect(fault?.stage == .resolve && fault?.kind == .notResolved)
    }

    private func fault(at step: String, _ how: String) async throws -> TransportFault? {
        let credentials = step == "AUTH" ? MailCredentials(user: "shop", password: "pw") : nil
        let settings = PeerSettings(at: [step: how], offers: ["250-AUTH PLAIN"])
        return try await FaultyPeer.running("fault_peer.py", settings) { peer in
            let server = try MailFactory.server(peer, credentials: credentials, total: .seconds(3))
            return try await MailPool.running(server) { await $0.fault() }
        }
    }
}

import Testing
import Transport

@Suite("Delivering mail", .timeLimit(.minutes(5)))
struct MailDeliveryTests {
    private static let login = PeerSettings(security: "starttls", user: "shop", password: "pä ss")
    private static let credentials = MailCredentials(user: "shop", password: "pä ss")

    @Test("the server's words to the final dot come back")
    func replyText() async throws {
        try await FaultyPeer.running("mail_peer.py") { peer in
            let mail = try MailFactory.mail()
            let reply = try await MailPool.running(MailFactory.server(peer)) { try await $0.send(mail) }
            #expect(reply == SMTPReply(code: 250, lines: ["2.0.0 kept as 4711"]))
            #expect(reply.enhancedStatus == EnhancedStatusCode(2, 0, 0))
        }
    }

    @Test("envelope, EHLO name and message arrive as given")
    func envelope() async throws {
        let event = try await delivered("Subject: x\r\n\r\nbody\r\n")
        #expect(event.sender == "bounce@shop.example")
        #expect(event.recipient == "taro@example.com")
        #expect(event.helo == "latchkey.example")
        #expect(event.message == "Subject: x\r\n\r\nbody\r\n")
    }

    @Test(
        "lines that begin with dots arrive intact",
        arguments: [".\r\n", "a\r\n.\r\nb\r\n", "a\r\n..\r\n...b\r\n.", "\r\n.\r\n\r\n.\r\n"])
    func dots(_ text: String) async throws {
        let arrived = try await delivered(text).message
        #expect(arrived == (text.hasSuffix("\r\n") ? text : text + "\r\n"))
    }

    @Test("a message without a final line end gets one")
    func noFinalLineEnd() async throws {
        #expect(try await delivered("Subject: x\r\n\r\nbody").message == "Subject: x\r\n\r\nbody\r\n")
    }

    @Test("300 KB of dotted lines arrives intact")
    func large() async throws {
        let text = String(repeating: "..dotted line\r\n.\r\nplain\r\n", count: 12_000)
        try await FaultyPeer.running("fault_peer.py") { peer in
            let mail = try MailFactory.mail(text)
            _ = try await MailPool.running(MailFactory.server(peer)) { try await $0.send(mail) }
            let wire = try await peer.first { $0.event == "message" }.message
            let stuffed = String(repeating: "...dotted line\r\n..\r\nplain\r\n", count: 12_000) + ".\r\n"
            #expect(wire == stuffed)
        }
    }

    @Test("STARTTLS, then AUTH, by either mechanism", arguments: MailCredentials.Mechanism.allCases)
    func startTLS(_ mechanism: MailCredentials.Mechanism) async throws {
        var settings = Self.login
        settings.mechanisms = [mechanism.rawValue]
        try await FaultyPeer.running("mail_peer.py", settings) { peer in
            let server = try MailFactory.server(
                peer, .startTLS, credentials: Self.credentials, authority: peer.file)
            let mail = try MailFactory.mail()
            _ = try await MailPool.running(server) { try await $0.send(mail) }
            let message = try await peer.first { $0.event == "message" }
            #expect(message.isSecure == true && message.isAuthenticated == true)
            #expect(try await peer.first { $0.event == "login" }.mechanism == mechanism.rawValue)
        }
    }

    @Test("TLS from the first byte")
    func implicitTLS() async throws {
        try await FaultyPeer.running("mail_peer.py", PeerSettings(security: "implicit")) { peer in
            let server = try MailFactory.server(peer, .implicitTLS, authority: peer.file)
            let mail = try MailFactory.mail()
            _ = try await MailPool.running(server) { try await $0.send(mail) }
            #expect(try await peer.first { $0.event == "message" }.isSecure == true)
        }
    }

    @Test("a probe logs in and sends no mail")
    func probe() async throws {
        try await FaultyPeer.running("mail_peer.py", Self.login) { peer in
            let server = try MailFactory.server(
                peer, .startTLS, credentials: Self.credentials, authority: peer.file)
            let reply = try await MailPool.running(server) { try await $0.probe() }
            #expect(reply.code == 250)
            let events = try await peer.ended()
            #expect(events.count(of: "login") == 1 && events.count(of: "message") == 0)
        }
    }

    @Test(
        "a message that no server reads alike is refused before a connection is made",
        arguments: [
            "", "a\nb\r\n", "a\rb\r\n", "a\r\n.\n", "a\0b\r\n", "a\r",
        ])
    func malformed(_ text: String) async throws {
        try await FaultyPeer.running("fault_peer.py") { peer in
            let fault = try await MailPool.running(MailFactory.server(peer)) { await $0.fault(text) }
            #expect(fault?.stage == .input && fault?.kind == .invalidInput)
            #expect(try await peer.ended().count(of: "connection") == 0)
        }
    }

    private func delivered(_ text: String) async throws -> PeerEvent {
        try await FaultyPeer.running("mail_peer.py") { peer in
            let mail = try MailFactory.mail(text)
            _ = try await MailPool.running(MailFactory.server(peer)) { try await $0.send(mail) }
            return try await peer.first { $0.event == "message" }
        }
    }
}

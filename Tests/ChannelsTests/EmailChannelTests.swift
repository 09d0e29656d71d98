import Channels
import Messages
import Recoveries
import Synchronization
import Testing
import Transport

@Suite("email channel")
struct EmailChannelTests {
    /// A relay that answers as told and remembers its envelopes.
    private final class Relay: MailTransport {
        let answer: Result<SMTPReply, TransportFault>
        let envelopes = Mutex<[Envelope]>([])

        init(_ answer: Result<SMTPReply, TransportFault>) { self.answer = answer }

        func send(_ mail: Envelope) async throws(TransportFault) -> SMTPReply {
            envelopes.withLock { $0.append(mail) }
            return try answer.get()
        }
    }

    private static let queued = SMTPReply(code: 250, lines: ["2.0.0 Ok: queued as 4F1A2"])

    private func mail(from: String = "pay@shop.example", to: String = "aiko@customer.example") -> RenderedMessage {
        .email(
            RenderedMail(
                from: from, to: to, subject: "Hello", messageID: "<ntf_01@shop.example>",
                mime: Array("A: b\r\n\r\n".utf8)))
    }

    @Test("the receipt is the relay's last word")
    func keepsTheReceipt() async {
        let verdict = await EmailChannel(transport: Relay(.success(Self.queued))).deliver(mail())
        #expect(verdict == .accepted(receipt: "2.0.0 Ok: queued as 4F1A2"))
    }

    @Test("the envelope takes the addresses and the message as they are")
    func fillsTheEnvelope() async throws {
        let relay = Relay(.success(Self.queued))
        _ = await EmailChannel(transport: relay).deliver(mail())
        let envelope = try #require(relay.envelopes.withLock { $0.first })
        #expect([envelope.sender.text, envelope.recipient.text] == ["pay@shop.example", "aiko@customer.example"])
        #expect(envelope.message == Array("A: b\r\n\r\n".utf8))
    }

    @Test("with a bounce domain every notification has a sender of its own")
    func namesTheNotification() async throws {
        let relay = Relay(.success(Self.queued))
        _ = await EmailChannel(transport: relay, sender: .perNotification(domain: "bounce.example")).deliver(mail())
        #expect(relay.envelopes.withLock { $0.first?.sender.text } == "bounce+ntf_01@bounce.example")
    }

    @Test("a failure is a verdict")
    func judgesFaults() async {
        let relay = Relay(.failure(TransportFault(.finalDot, .timeout)))
        #expect(await EmailChannel(transport: relay).deliver(mail()).name == .unknown)
    }

    @Test(
        "an address that could become a command never reaches the transport",
        arguments: [
            "a@b.example\r\nRCPT TO:<x@y.example>", "a@b.example>", "", "a b@c.example",
        ])
    func refusesAddresses(address: String) async {
        let relay = Relay(.success(Self.queued))
        let channel = EmailChannel(transport: relay)
        #expect(await channel.deliver(mail(to: address)).name == .rejected)
        #expect(await channel.deliver(mail(from: address)).name == .misconfigured)
        #expect(relay.envelopes.withLock { $0.isEmpty })
    }
}

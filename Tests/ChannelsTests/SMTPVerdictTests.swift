import Recoveries
import Testing
import Transport

@testable import Channels

@Suite("SMTP verdicts")
struct SMTPVerdictTests {
    /// What is left of a verdict without its words.
    enum Outcome: Equatable {
        case deferred, deferredForAll, rejected, misconfigured, unknown, accepted

        init(_ verdict: Verdict) {
            switch verdict {
            case .accepted: self = .accepted
            case .deferred(_, _, let wholeDestination): self = wholeDestination ? .deferredForAll : .deferred
            case .rejected: self = .rejected
            case .misconfigured: self = .misconfigured
            case .unknown: self = .unknown
            }
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var stage: TransportFault.Stage
        var reply: String
        var outcome: Outcome

        init(_ stage: TransportFault.Stage, _ reply: String, _ outcome: Outcome) {
            (self.stage, self.reply, self.outcome) = (stage, reply, outcome)
        }

        var testDescription: String { "\(reply) at \(stage.rawValue)" }
    }

    private static let refusals: [Refusal] = [
        Refusal(.rcpt, "450 4.2.0 Greylisted", .deferred), Refusal(.rcpt, "451 4.7.1 Try later", .deferred),
        Refusal(.rcpt, "452 4.2.2 Mailbox full", .deferred), Refusal(.rcpt, "450 Busy", .deferred),
        Refusal(.finalDot, "451 4.3.0 Local error", .deferred), Refusal(.data, "451 Busy", .deferred),
        Refusal(.rcpt, "452 4.3.1 System storage", .deferredForAll),
        Refusal(.finalDot, "450 4.3.2 Not accepting", .deferredForAll),
        Refusal(.mail, "451 4.7.0 Too many", .deferredForAll), Refusal(.mail, "450 Busy", .deferredForAll),
        Refusal(.greeting, "421 4.3.2 Closing", .deferredForAll), Refusal(.rcpt, "421 Too busy", .deferredForAll),
        Refusal(.finalDot, "421 4.7.0 Rate", .deferredForAll), Refusal(.ehlo, "450 Not now", .deferredForAll),
        Refusal(.auth, "454 4.7.0 Temporary", .deferredForAll), Refusal(.startTLS, "454 TLS", .deferredForAll),

        Refusal(.rcpt, "550 5.1.1 Unknown", .rejected), Refusal(.rcpt, "550 5.1.2 No domain", .rejected),
        Refusal(.rcpt, "501 5.1.3 Syntax", .rejected), Refusal(.rcpt, "551 5.1.6 Moved", .rejected),
        Refusal(.rcpt, "556 5.1.10 Null MX", .rejected), Refusal(.rcpt, "550 5.2.1 Disabled", .rejected),
        Refusal(.finalDot, "550 5.1.1 Unknown", .rejected), Refusal(.rcpt, "550 5.4.1 Denied", .rejected),
        Refusal(.finalDot, "552 5.3.4 Too big", .rejected), Refusal(.finalDot, "554 5.6.0 Content", .rejected),
        Refusal(.rcpt, "550 Unknown", .rejected), Refusal(.rcpt, "551 Not local", .rejected),
        Refusal(.rcpt, "553 Not allowed", .rejected), Refusal(.rcpt, "554 No", .rejected),
        Refusal(.rcpt, "501 Syntax", .rejected), Refusal(.data, "554 No", .rejected),
        Refusal(.data, "550 No", .rejected), Refusal(.finalDot, "554 Content", .rejected),
        Refusal(.rcpt, "550 5.5.0 Odd", .rejected), Refusal(.rcpt, "550 4.1.1 Contradicts itself", .rejected),

        Refusal(.rcpt, "552 5.2.2 Full", .deferred), Refusal(.finalDot, "550 5.2.2 Over quota", .deferred),
        Refusal(.rcpt, "552 Full", .deferred), Refusal(.finalDot, "552 Full", .deferred),

        Refusal(.rcpt, "550 5.7.1 Relaying denied", .misconfigured), Refusal(.rcpt, "554 5.7.1 No", .misconfigured),
        Refusal(.finalDot, "550 5.7.26 Unauthenticated", .misconfigured),
        Refusal(.rcpt, "550 5.1.8 Sender's domain", .misconfigured),
        Refusal(.rcpt, "550 5.1.7 Sender", .misconfigured), Refusal(.mail, "550 5.1.1 Odd", .misconfigured),
        Refusal(.mail, "553 Sender refused", .misconfigured), Refusal(.mail, "530 5.7.0 Log in", .misconfigured),
        Refusal(.rcpt, "530 Log in first", .misconfigured), Refusal(.auth, "535 5.7.8 Password", .misconfigured),
        Refusal(.auth, "534 Weak", .misconfigured), Refusal(.auth, "538 TLS first", .misconfigured),
        Refusal(.rcpt, "503 Out of order", .misconfigured), Refusal(.rcpt, "555 Parameter", .misconfigured),
        Refusal(.greeting, "554 No service", .misconfigured), Refusal(.ehlo, "550 Go away", .misconfigured),
    ]

    @Test("a refusal is judged by its enhanced code, then its code, and the command it answers", arguments: refusals)
    func judgesRefusals(_ refusal: Refusal) throws {
        let code = try #require(Int(refusal.reply.prefix(3)))
        let reply = SMTPReply(code: code, lines: [String(refusal.reply.dropFirst(4))])
        let verdict = SMTPVerdict.verdict(on: TransportFault(refusal.stage, .rejected, reply: reply))
        #expect(Outcome(verdict) == refusal.outcome)
        #expect(verdict.reply == refusal.reply)
    }

    @Test(
        "a failure without a reply is judged by what broke and when",
        arguments: [
            (TransportFault.Stage.resolve, TransportFault.Kind.notResolved, Outcome.deferredForAll),
            (.connect, .refused, .deferredForAll), (.connect, .timeout, .deferredForAll),
            (.greeting, .timeout, .deferredForAll), (.greeting, .dropped, .deferredForAll),
            (.tls, .dropped, .deferredForAll), (.ehlo, .protocolViolation, .deferredForAll),
            (.queue, .failed, .deferredForAll), (.mail, .dropped, .deferred), (.rcpt, .timeout, .deferred),
            (.data, .dropped, .deferred), (.body, .dropped, .deferred), (.body, .timeout, .deferred),
            (.queue, .shutDown, .deferred), (.queue, .cancelled, .deferred), (.mail, .cancelled, .deferred),
            (.finalDot, .dropped, .unknown), (.finalDot, .timeout, .unknown), (.finalDot, .cancelled, .unknown),
            (.tls, .untrustedCertificate, .misconfigured), (.tls, .tlsFailed, .misconfigured),
            (.startTLS, .tlsRequired, .misconfigured), (.auth, .authUnsupported, .misconfigured),
            (.auth, .loginDenied, .misconfigured), (.connect, .misconfigured, .misconfigured),
            (.input, .invalidInput, .rejected),
        ])
    func judgesFailures(stage: TransportFault.Stage, kind: TransportFault.Kind, outcome: Outcome) {
        #expect(Outcome(SMTPVerdict.verdict(on: TransportFault(stage, kind))) == outcome)
    }

    @Test("no failure before the final dot can have delivered", arguments: TransportFault.Kind.allCases)
    func knowsBeforeTheDot(kind: TransportFault.Kind) {
        let stages: [TransportFault.Stage] = [
            .input, .queue, .resolve, .connect, .tls, .greeting, .mail, .rcpt, .data, .body,
        ]
        for stage in stages {
            let outcome = Outcome(SMTPVerdict.verdict(on: TransportFault(stage, kind)))
            #expect(outcome != .unknown && outcome != .accepted)
        }
    }

    @Test(
        "a pause that the server asks for is read from its words",
        arguments: [
            ("4.7.1 Greylisted, try again in 300 seconds", 300), ("Try again in 5 minutes.", 300),
            ("please wait 1 hour", 3600), ("Greylisting in effect, retry in 45s", 45), ("retry after 120", 120),
            ("come back in about 2 min", 120), ("Rate limit: try after 999999999999999999 hours", 86_400),
        ])
    func readsPauses(text: String, seconds: Int64) {
        #expect(RetryHint.pause(in: text) == .seconds(seconds))
    }

    @Test(
        "other numbers are no pause",
        arguments: [
            "4.7.1 Try again later", "in 2026", "seen 5 minutes ago", "listed for 3 reasons", "in 0 seconds", "",
            "after",
            "try again in 99999999999999999999 seconds",
        ])
    func readsNoPauses(text: String) {
        #expect(RetryHint.pause(in: text) == nil)
    }

    @Test("a deferral carries the pause")
    func carriesThePause() {
        let reply = SMTPReply(code: 450, lines: ["4.7.1 Try again in 2 minutes"])
        let verdict = SMTPVerdict.verdict(on: TransportFault(.rcpt, .rejected, reply: reply))
        #expect(verdict == .deferred(reply: "450 4.7.1 Try again in 2 minutes", retryAfter: .seconds(120)))
    }
}

import Recoveries
import Transport

/// The whole judgement of what SMTP, or the way to it, answered.
///
/// The enhanced status code speaks first (RFC 3463, RFC 5248), then the reply code (RFC 5321, section 4.2), each in the light
/// of the command it answers: before MAIL it is about us or the relay, at MAIL about our sender, from RCPT on about the recipient.
enum SMTPVerdict {
    static let invalidRecipient = Verdict.rejected(reply: "not an address that mail can be sent to")
    static let invalidSender = Verdict.misconfigured(
        reply: "the sender is not an address that mail can be sent from; mend LATCHKEY_MAIL_FROM")

    static func accepted(_ reply: SMTPReply) -> Verdict {
        .accepted(receipt: reply.text)
    }

    static func verdict(on fault: TransportFault) -> Verdict {
        if fault.outcomeIsUnknown { return .unknown(reply: fault.description) }
        if let reply = fault.reply { return verdict(on: reply, to: fault.stage) }
        let said = fault.description
        switch fault.kind {
        case .untrustedCertificate, .tlsFailed, .tlsRequired, .authUnsupported, .loginDenied, .misconfigured:
            return .misconfigured(reply: said)
        case .invalidInput:
            // The message, not the relay: to rest the channel would let one message hold up all others.
            return .rejected(reply: said)
        case .cancelled, .shutDown:
            return .deferred(reply: said, retryAfter: .zero)
        case .notResolved, .refused, .failed:
            return .deferred(reply: said, wholeDestination: true)
        case .timeout, .dropped, .protocolViolation, .rejected, .tooLarge:
            return .deferred(reply: said, wholeDestination: isBeforeMail(fault.stage))
        }
    }

    private static func isBeforeMail(_ stage: TransportFault.Stage) -> Bool {
        switch stage {
        case .resolve, .connect, .tls, .greeting, .ehlo, .startTLS, .auth, .noop: true
        case .input, .queue, .mail, .rcpt, .data, .body, .finalDot, .request, .response: false
        }
    }
}

// MARK: - Refusals

extension SMTPVerdict {
    private enum Judgement {
        case wait, waitAll, reject, mend
    }

    private static func verdict(on reply: SMTPReply, to stage: TransportFault.Stage) -> Verdict {
        let said = "\(reply.code) \(reply.text)"
        switch judgement(on: reply, to: stage) {
        case .wait: return .deferred(reply: said, retryAfter: RetryHint.pause(in: reply.text))
        case .waitAll:
            return .deferred(reply: said, retryAfter: RetryHint.pause(in: reply.text), wholeDestination: true)
        case .reject: return .rejected(reply: said)
        case .mend: return .misconfigured(reply: said)
        }
    }

    private static func judgement(on reply: SMTPReply, to stage: TransportFault.Stage) -> Judgement {
        if reply.code == 421 { return .waitAll }
        if reply.isTransient { return transient(reply.enhancedStatus, stage) }
        if stage == .mail || isBeforeMail(stage) { return .mend }
        return reply.enhancedStatus.flatMap(permanent) ?? permanent(reply.code)
    }

    /// At MAIL and before, no recipient has been named yet, so everyone is meant.
    private static func transient(_ status: EnhancedStatusCode?, _ stage: TransportFault.Stage) -> Judgement {
        let isSystem = status.map { $0.subject == 3 && [1, 2].contains($0.detail) } ?? false
        return isSystem || stage == .mail || isBeforeMail(stage) ? .waitAll : .wait
    }

    /// From RCPT on. `nil` where the code says less than the reply code does.
    private static func permanent(_ status: EnhancedStatusCode) -> Judgement? {
        switch (status.subject, status.detail) {
        // The sender's address, or its domain.
        case (1, 7), (1, 8): .mend
        // No such mailbox or domain, moved, bad syntax, null MX.
        case (1, _): .reject
        // Mailbox full: its owner may empty it.
        case (2, 2): .wait
        // Mailbox disabled, or the message is not for it.
        case (2, _): .reject
        // Too big for the relay, no route to the domain, content it does not take.
        case (3, 4), (4, _), (6, _): .reject
        // Policy and security: authentication, relaying, reputation.
        case (7, _): .mend
        default: nil
        }
    }

    private static func permanent(_ code: Int) -> Judgement {
        switch code {
        // Not understood or out of order, and authentication (RFC 4954, section 6).
        case 500, 502, 503, 504, 530, 534, 535, 538, 555: .mend
        // Storage exceeded: with messages as small as ours it is the mailbox that is full.
        case 552: .wait
        // 501, 521, 550, 551, 553, 556 speak of the recipient at RCPT; 550, 554 after it of the message.
        default: .reject
        }
    }
}

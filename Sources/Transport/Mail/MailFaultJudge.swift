import CCurl

/// Turns libcurl's result and the dialogue into a fault. libcurl's code alone says too little: it is 55 for a soft and
/// a hard refusal and for a lost connection.
struct MailFaultJudge {
    let code: CURLcode
    let dialogue: MailDialogue
    let skippedLogin: Bool
    let progress: CurlProgress
    let security: MailServer.Security
    let detail: String

    var fault: TransportFault {
        let refusal = dialogue.reply.flatMap { $0.code >= 400 ? $0 : nil }
        if skippedLogin {
            return fault(.auth, .authUnsupported, refusal, "credentials are set, but the server offers no AUTH")
        }
        if let refusal { return fault(dialogue.stage, refusedKind(refusal), refusal, "") }
        return fault(stage, kind, nil, detail)
    }

    private func refusedKind(_ refusal: SMTPReply) -> TransportFault.Kind {
        dialogue.stage == .auth && refusal.isPermanent ? .loginDenied : .rejected
    }

    private var kind: TransportFault.Kind {
        let kind = TransportFault.Kind(code)
        // libcurl says "login denied" too when a challenge makes no sense to it.
        return kind == .authUnsupported && dialogue.stage == .auth ? .protocolViolation : kind
    }

    private var stage: TransportFault.Stage {
        switch kind {
        case .tlsRequired: .startTLS
        case .authUnsupported: .auth
        case .notResolved: .resolve
        case let kind where kind.isAboutTLS: .tls
        default: dialogue.stage == .connect ? stageBeforeGreeting : dialogue.stage
        }
    }

    private var stageBeforeGreeting: TransportFault.Stage {
        // No line at all on a kept connection: it broke before MAIL was out.
        if kind == .dropped, !progress.usedNewConnection { return .mail }
        return progress.stage(expectingTLS: security == .implicitTLS) ?? .greeting
    }

    private func fault(
        _ stage: TransportFault.Stage, _ kind: TransportFault.Kind, _ reply: SMTPReply?, _ detail: String
    ) -> TransportFault {
        TransportFault(stage, kind, reply: reply, curlCode: Int(code.rawValue), detail: detail)
    }
}

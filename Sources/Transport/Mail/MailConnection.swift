import CCurl

/// One easy handle and its kept connection. Belongs to one thread of the pool.
final class MailConnection {
    private let server: MailServer
    private let easy: EasyHandle

    init(_ server: MailServer) throws(TransportFault) {
        self.server = server
        easy = try EasyHandle()
    }

    /// Runs one errand to its end.
    ///
    /// A kept connection that the server has closed in the meantime costs one more try, on a new connection: before
    /// MAIL is accepted nothing has been handed over.
    func run(_ job: MailJob) -> MailJob.Outcome {
        let first = attempt(job)
        guard case .failure(_, isStale: true) = first, !job.isCancelled else { return first.outcome }
        return attempt(job).outcome
    }

    private enum Attempt {
        case success(SMTPReply)
        case failure(TransportFault, isStale: Bool)

        var outcome: MailJob.Outcome {
            switch self {
            case .success(let reply): .success(reply)
            case .failure(let fault, _): .failure(fault)
            }
        }
    }

    private func attempt(_ job: MailJob) -> Attempt {
        let transfer = MailTransfer(job, needsLogin: server.credentials != nil)
        do throws(TransportFault) {
            try configure(for: job.errand)
            try transfer.attach(to: easy)
        } catch {
            return .failure(error, isStale: false)
        }
        let code = withExtendedLifetime(transfer) { curl_easy_perform(easy.pointer) }
        MailTransfer.detach(from: easy)
        return judge(code, transfer)
    }

    /// The server's word decides: libcurl may fail after an acceptance, and must not succeed without one.
    private func judge(_ code: CURLcode, _ transfer: MailTransfer) -> Attempt {
        let dialogue = transfer.dialogue
        let isLast = dialogue.stage == .finalDot || dialogue.stage == .noop
        if isLast, !transfer.skippedLogin, let reply = dialogue.reply, reply.code / 100 == 2 { return .success(reply) }
        let progress = CurlProgress(easy)
        let judge = MailFaultJudge(
            code: code, dialogue: dialogue, skippedLogin: transfer.skippedLogin, progress: progress,
            security: server.security, detail: easy.explanation(of: code))
        let fault = judge.fault
        let isGone = fault.kind == .dropped || fault.reply?.code == 421
        return .failure(fault, isStale: !progress.usedNewConnection && fault.stage == .mail && isGone)
    }
}

extension MailConnection {
    private func configure(for errand: MailJob.Errand) throws(TransportFault) {
        try easy.reset()
        try easy.set(CURLOPT_URL, server.curlURL)
        try easy.set(CURLOPT_PROTOCOLS_STR, server.security == .implicitTLS ? "smtps" : "smtp")
        try configureSecurity()
        try configureTimeouts()
        switch errand {
        case .deliver(let mail):
            try easy.set(CURLOPT_MAIL_FROM, mail.sender.text)
            try easy.set(CURLOPT_MAIL_RCPT, list: [mail.recipient.text])
            try easy.set(CURLOPT_UPLOAD, 1)
        case .probe:
            try easy.set(CURLOPT_CUSTOMREQUEST, "NOOP")
            try easy.set(CURLOPT_FRESH_CONNECT, 1)
            try easy.set(CURLOPT_FORBID_REUSE, 1)
        }
    }

    private func configureSecurity() throws(TransportFault) {
        let isPlain = server.security == .plain
        try easy.set(CURLOPT_USE_SSL, Int(isPlain ? CURLUSESSL_NONE.rawValue : CURLUSESSL_ALL.rawValue))
        if let file = server.certificateAuthority { try easy.trust(file) }
        guard let credentials = server.credentials else { return }
        try easy.set(CURLOPT_USERNAME, credentials.user)
        try easy.set(CURLOPT_PASSWORD, credentials.password)
        try easy.set(CURLOPT_LOGIN_OPTIONS, credentials.loginOptions)
    }

    private func configureTimeouts() throws(TransportFault) {
        try easy.set(CURLOPT_CONNECTTIMEOUT_MS, server.timeouts.connect.curlMilliseconds)
        try easy.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, server.timeouts.reply.curlSeconds)
        try easy.set(CURLOPT_TIMEOUT_MS, server.timeouts.total.curlMilliseconds)
        try easy.set(CURLOPT_MAXAGE_CONN, server.timeouts.idle.curlSeconds)
    }
}

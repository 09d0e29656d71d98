import Transport

extension Checkup {
    /// Connects to the mail server as far as TLS and the login go.
    func mail() async -> Finding {
        guard let mail = settings.mail else {
            return .broken("mail", "no mail server is set", "Set LATCHKEY_SMTP_URL and LATCHKEY_MAIL_FROM.")
        }
        var server = mail.server
        server.timeouts = MailServer.Timeouts(connect: .seconds(10), reply: .seconds(15), total: .seconds(30))
        let pool = MailPool(server, connections: 1)
        let finding = await probe(pool, server)
        await pool.shutdown()
        return finding
    }

    private func probe(_ pool: MailPool, _ server: MailServer) async -> Finding {
        let place = "\(server.host):\(server.port)"
        do throws(TransportFault) {
            try await pool.probe()
            let login = server.credentials == nil ? "no login" : "logged in"
            return .works("mail", "\(place) answers, \(server.security.words), \(login)")
        } catch {
            return .broken("mail", "\(place): \(error)", error.mailRemedy)
        }
    }
}

extension MailServer.Security {
    fileprivate var words: String {
        switch self {
        case .startTLS: "STARTTLS"
        case .implicitTLS: "TLS"
        case .plain: "plain text"
        }
    }
}

extension TransportFault {
    /// What an operator can do about a mail server that does not take us.
    fileprivate var mailRemedy: String {
        switch kind {
        case .notResolved: "Check the host in LATCHKEY_SMTP_URL, and this machine's name servers."
        case .refused, .timeout:
            "Check host and port in LATCHKEY_SMTP_URL, and whether a firewall lets this machine out."
        case .untrustedCertificate:
            "Use the name that stands in the server's certificate, or add ?ca=FILE with its authority to LATCHKEY_SMTP_URL."
        case .tlsRequired: "The server offers no STARTTLS. Try smtps:// and port 465, or another port."
        case .tlsFailed: "Use smtps:// for a port that speaks TLS at once (465), smtp:// for one with STARTTLS (587)."
        case .loginDenied:
            "Check user and password in LATCHKEY_SMTP_URL; write @ : / ? # % in them as %40 %3A %2F %3F %23 %25."
        case .authUnsupported: "The server takes no password here. Try port 587 or 465, or leave the user out."
        case .misconfigured: "Check the options of LATCHKEY_SMTP_URL, such as the file after ca=."
        default: "Ask the mail provider about what the server said."
        }
    }
}

/// Why a mail or a request did not go through, told so that another module can judge it.
///
/// `stage` says where the exchange broke, `kind` what happened there, and `reply` what the server said, if it
/// refused. A reply is only ever the complete answer to the command of `stage`: an earlier command's reply is never
/// carried over (libcurl's own response code can be such a leftover).
public struct TransportFault: Error, Sendable, Hashable {
    /// The step that was under way.
    public let stage: Stage

    /// What went wrong in that step.
    public let kind: Kind

    /// The server's refusal (4xx or 5xx) of the command named by `stage`, if that is what happened.
    public let reply: SMTPReply?

    /// libcurl's result code (`CURLE_…`), 0 when libcurl had no part in it.
    public let curlCode: Int

    /// A sentence for operators, without secrets, addresses of people or paths of URLs.
    public let detail: String

    /// Makes a fault, as stand-ins in tests of other modules need to.
    public init(_ stage: Stage, _ kind: Kind, reply: SMTPReply? = nil, curlCode: Int = 0, detail: String = "") {
        self.stage = stage
        self.kind = kind
        self.reply = reply
        self.curlCode = curlCode
        self.detail = detail
    }

    /// Whether the other side may have taken the mail or acted on the request although no answer came.
    ///
    /// For mail: the final dot was on its way and no complete reply arrived (RFC 5321, section 4.5.3.2.6 tells why
    /// this leads to duplicates). For HTTP: the connection stood, and what followed was cut short.
    public var outcomeIsUnknown: Bool {
        switch stage {
        case .finalDot: reply == nil
        case .request, .response: true
        default: false
        }
    }
}

extension TransportFault: CustomStringConvertible {
    /// Stage, kind, the server's words and libcurl's: for logs.
    public var description: String {
        var text = "\(kind.rawValue) at \(stage.rawValue)"
        if let reply { text += ": \(reply.code) \(reply.text)" }
        if !detail.isEmpty { text += " (\(detail))" }
        return text
    }
}
